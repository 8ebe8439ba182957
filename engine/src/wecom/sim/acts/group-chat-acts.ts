import type { XmlFields } from "../callbacks/event-xml.js";
import { publishChange } from "../callbacks/publish.js";
import type { GroupChat } from "../state/customers.js";
import { ActError, type ActOf, type ActResult } from "./act.js";
import { type ActScope, requireCustomer, requireMember } from "./act-scope.js";

const BY_CODE = 3;
const INVITED = 1;

export function createGroup(scope: ActScope, act: ActOf<"group.create">): ActResult {
  const { state, corp, now } = scope;
  const owner = requireMember(scope, act.owner).userid;
  const chat: GroupChat = {
    chatId: `wr${state.ids.text(30)}`,
    name: act.name,
    owner,
    notice: "",
    createdAt: now,
    members: new Map([[owner, { userid: owner, type: 1, joinedAt: now, joinScene: INVITED, invitor: undefined }]]),
    memberVersion: state.ids.text(32, "0123456789abcdef"),
    messages: [],
    dismissed: false,
  };
  for (const id of act.externalUserids) {
    requireCustomer(scope, id);
    chat.members.set(id, { userid: id, type: 2, joinedAt: now, joinScene: INVITED, invitor: owner });
  }
  corp.groupChats.set(chat.chatId, chat);
  publish(scope, chat, { ChangeType: "create" });
  return { chatId: chat.chatId };
}

export function changeMembers(scope: ActScope, act: ActOf<"group.addMember" | "group.removeMember">): ActResult {
  const chat = requireChat(scope, act.chatId);
  const { externalUserid } = act;
  const isJoin = act.type === "group.addMember";
  requireCustomer(scope, externalUserid);
  if (isJoin === chat.members.has(externalUserid)) {
    throw new ActError(isJoin ? "the customer is in the group already" : "the customer is not in the group");
  }
  if (isJoin) {
    const joined = { userid: externalUserid, joinedAt: scope.now, invitor: undefined };
    chat.members.set(externalUserid, { ...joined, type: 2, joinScene: BY_CODE });
  } else {
    chat.members.delete(externalUserid);
  }
  const before = chat.memberVersion;
  chat.memberVersion = scope.state.ids.text(32, "0123456789abcdef");
  publish(scope, chat, {
    ChangeType: "update",
    UpdateDetail: isJoin ? "add_member" : "del_member",
    ...(isJoin ? { JoinScene: 3 } : { QuitScene: 0 }),
    MemChangeCnt: 1,
    MemChangeList: { Item: [externalUserid] },
    LastMemVer: before,
    CurMemVer: chat.memberVersion,
  });
  return {};
}

export function changeGroup(
  scope: ActScope,
  act: ActOf<"group.rename" | "group.notice" | "group.changeOwner">,
): ActResult {
  const chat = requireChat(scope, act.chatId);
  if (act.type === "group.rename") chat.name = act.text;
  if (act.type === "group.notice") chat.notice = act.text;
  if (act.type === "group.changeOwner") chat.owner = requireMember(scope, act.text).userid;
  const detail = {
    "group.rename": "change_name",
    "group.notice": "change_notice",
    "group.changeOwner": "change_owner",
  };
  publish(scope, chat, { ChangeType: "update", UpdateDetail: detail[act.type] });
  return {};
}

export function dismissGroup(scope: ActScope, { chatId }: ActOf<"group.dismiss">): ActResult {
  const chat = requireChat(scope, chatId);
  chat.dismissed = true;
  publish(scope, chat, { ChangeType: "dismiss" });
  return {};
}

function requireChat({ corp }: ActScope, chatId: string): GroupChat {
  const chat = corp.groupChats.get(chatId);
  if (!chat || chat.dismissed) throw new ActError(`there is no group chat ${chatId}`);
  return chat;
}

function publish({ state, corp, now }: ActScope, chat: GroupChat, fields: XmlFields & { ChangeType: string }): void {
  publishChange(state, corp, "change_external_chat", { ChatId: chat.chatId, ...fields }, { now, userid: chat.owner });
}
