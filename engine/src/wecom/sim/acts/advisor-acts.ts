import type { JsonObject } from "@sopflow/schemas";
import { publishAppEvent, publishChange } from "../callbacks/publish.js";
import { areFriends, isVisible } from "../rules/lookup.js";
import { groupOfTag } from "../rules/tag-book.js";
import { writeChat } from "../rules/write-chat.js";
import { ActError, type ActOf, type ActResult } from "./act.js";
import { type ActScope, requireMember, requireRelation } from "./act-scope.js";
import { publishFriend } from "./befriend.js";

/** The member accepts a customer who added them. A welcome_code was given out at the half-adding already. */
export function confirmFriend(scope: ActScope, act: ActOf<"advisor.confirmFriend">): ActResult {
  const relation = requireRelation(scope, act.userid, act.externalUserid);
  if (relation.confirmed) throw new ActError("this customer is confirmed already");
  relation.confirmed = true;
  publishFriend(scope, relation, relation.welcome === undefined);
  return {};
}

export function deleteCustomer(scope: ActScope, act: ActOf<"advisor.deleteCustomer">): ActResult {
  const { userid, externalUserid } = act;
  const relation = requireRelation(scope, userid, externalUserid);
  if (!relation.memberKeeps) throw new ActError("the advisor has deleted this customer already");
  relation.memberKeeps = false;
  publishChange(
    scope.state,
    scope.corp,
    "change_external_contact",
    { ChangeType: "del_external_contact", UserID: relation.userid, ExternalUserID: externalUserid },
    { now: scope.now, userid },
  );
  return {};
}

export function write(scope: ActScope, { userid, externalUserid, text }: ActOf<"advisor.write">): ActResult {
  send(scope, userid, externalUserid, { text, via: "typed" });
  return {};
}

const SENDABLE = ["text", "image", "video", "file", "news", "miniprogram", "msgmenu", "channels_shop_product"];

/** One message per call, as `ww.sendChatMessage` sends it. */
export function sideBarSend(scope: ActScope, act: ActOf<"advisor.sideBarSend">): ActResult {
  const { userid, externalUserid, message } = act;
  const { msgtype } = message;
  if (typeof msgtype !== "string" || !SENDABLE.includes(msgtype))
    throw new ActError(`msgtype ${msgtype} cannot be sent`);
  const part = message[msgtype];
  const fields = typeof part === "object" && part !== null && !Array.isArray(part) ? part : {};
  const text = msgtype === "text" && typeof fields.content === "string" ? fields.content : "";
  if (msgtype === "text" && text === "") throw new ActError("the text is empty");
  checkMessage(scope, msgtype, fields);
  send(scope, userid, externalUserid, { text, via: "sideBar", ...(text === "" && { attachment: message }) });
  return {};
}

/** What `sendChatMessage` refuses: media that was not uploaded or ran out, cards without what they need. */
function checkMessage({ corp, now }: ActScope, msgtype: string, fields: JsonObject): void {
  if (msgtype === "image" || msgtype === "video" || msgtype === "file") {
    const media = typeof fields.mediaid === "string" ? corp.media.get(fields.mediaid) : undefined;
    if (!media || media.until <= now) throw new ActError("sendChatMessage:fail invalid mediaid");
    if (media.type !== msgtype) throw new ActError(`sendChatMessage:fail mediaid is of type ${media.type}`);
  }
  const missing = (NEEDED[msgtype] ?? []).find((name) => typeof fields[name] !== "string" || fields[name] === "");
  if (missing !== undefined) throw new ActError(`sendChatMessage:fail ${missing} is missing`);
}

const NEEDED: Readonly<Record<string, readonly string[]>> = {
  news: ["link", "title"],
  miniprogram: ["appid", "title", "page"],
};

function send(
  scope: ActScope,
  userid: string,
  externalUserid: string,
  message: { readonly text: string; readonly via: "typed" | "sideBar"; readonly attachment?: JsonObject },
): void {
  const relation = requireRelation(scope, userid, externalUserid);
  if (!relation.confirmed) throw new ActError("confirm the customer first");
  if (!areFriends(relation)) throw new ActError("the customer is not a friend any more: the message does not arrive");
  const { text, via, attachment } = message;
  writeChat(scope.state, scope.corp, relation, {
    from: "member",
    via,
    at: scope.now,
    text,
    ...(attachment && { attachments: [attachment] }),
  });
}

/** Remark, phone numbers or tags, changed by hand. The callback does not say what changed. */
export function editCustomer(scope: ActScope, act: ActOf<"advisor.editCustomer">): ActResult {
  const relation = requireRelation(scope, act.userid, act.externalUserid);
  if (!relation.memberKeeps) throw new ActError("the advisor has deleted this customer");
  for (const id of act.addTags ?? []) if (!groupOfTag(scope.corp, id)) throw new ActError(`there is no tag ${id}`);
  relation.remark = act.remark ?? relation.remark;
  relation.description = act.description ?? relation.description;
  relation.remarkMobiles = act.mobiles ?? relation.remarkMobiles;
  for (const id of act.addTags ?? []) relation.tags.add(id);
  for (const id of act.removeTags ?? []) relation.tags.delete(id);
  publishChange(
    scope.state,
    scope.corp,
    "change_external_contact",
    { ChangeType: "edit_external_contact", UserID: relation.userid, ExternalUserID: relation.externalUserid },
    { now: scope.now, userid: relation.userid },
  );
  return {};
}

export function openApp(scope: ActScope, { userid, agentid }: ActOf<"advisor.openApp">): ActResult {
  const member = requireMember(scope, userid);
  const app = scope.corp.apps.get(agentid);
  if (!app || !isVisible(app, userid)) throw new ActError(`${userid} does not see app ${agentid}`);
  publishAppEvent(scope.state, scope.corp, app, "enter_agent", {
    now: scope.now,
    from: member.userid,
    fields: { EventKey: "" },
  });
  return {};
}
