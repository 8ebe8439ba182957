import { createHash } from "node:crypto";
import type { JsonObject } from "@sopflow/schemas";
import type { Args } from "../rules/args.js";
import { DAY_MS, HOUR_MS, perDay } from "../rules/call-windows.js";
import { CallError, ERR } from "../rules/errcodes.js";
import { isVisible } from "../rules/lookup.js";
import { type MessageContent, readMessage } from "../rules/message-content.js";
import { issueResponseCode } from "../rules/response-codes.js";
import type { AppMessage } from "../state/work.js";
import type { Call, Endpoint } from "./endpoint.js";

const DUPLICATE_MS = 1_800_000;
const MOST_DUPLICATE_SECONDS = 4 * 3_600;
const PER_MEMBER_MINUTE = 30;
const PER_MEMBER_HOUR = 1_000;

/** Messages of an app to members. */
export const MESSAGE_ENDPOINTS: readonly Endpoint[] = [
  { path: "message/send", method: "POST", run: sendMessage },
  { path: "message/recall", method: "POST", run: recall },
];

function sendMessage(call: Call): JsonObject {
  const { state, corp, app, body, now } = call;
  if (body.int("agentid", 0, 2_147_483_647) !== app.agentid) throw new CallError(ERR.agentForbidden);
  body.int("safe", 0, 1, 0);
  body.int("enable_id_trans", 0, 1, 0);
  const message = readMessage(body, corp, now);
  const to = recipientsOf(call, message);
  if (
    !state.windows.take(`persons ${corp.corpid} ${app.agentid}`, perDay(corp.accountCap * 200), now, to.users.length)
  ) {
    throw new CallError(ERR.rateLimit, "person-times of this app today");
  }
  const refused = {
    ...(to.invaliduser.length > 0 && { invaliduser: to.invaliduser.join("|") }),
    ...(to.invalidparty.length > 0 && { invalidparty: to.invalidparty.join("|") }),
    ...(to.invalidtag.length > 0 && { invalidtag: to.invalidtag.join("|") }),
    ...(to.unlicensed.length > 0 && { unlicenseduser: to.unlicensed.join("|") }),
  };
  const repeated = duplicateOf(call);
  if (repeated) {
    state.effects.push({ kind: "message.duplicate", corpid: corp.corpid, msgid: repeated.msgid });
    const code = repeated.responseCode;
    return { ...refused, msgid: repeated.msgid, ...(code !== "" && { response_code: code }) };
  }
  requireFreshTaskId(call, message);
  const msgid = state.ids.text(43);
  const sent: AppMessage = {
    msgid,
    agentid: app.agentid,
    msgtype: message.msgtype,
    sentAt: now,
    taskId: message.taskId,
    copies: new Map(),
  };
  for (const userid of to.users) {
    const isShown = takeMemberBudget(call, userid);
    sent.copies.set(userid.toLowerCase(), {
      userid,
      state: isShown ? "shown" : "dropped",
      content: message.content,
      replacedBy: undefined,
    });
    state.effects.push({ kind: isShown ? "message.shown" : "message.dropped", corpid: corp.corpid, userid, msgid });
  }
  corp.appMessages.set(msgid, sent);
  const responseCode = message.givesCode ? issueResponseCode(state, corp.corpid, app.agentid, msgid, now) : "";
  rememberContent(call, msgid, responseCode);
  return { ...refused, msgid, ...(responseCode !== "" && { response_code: responseCode }) };
}

interface Recipients {
  readonly users: string[];
  readonly invaliduser: string[];
  readonly invalidparty: string[];
  readonly invalidtag: string[];
  readonly unlicensed: string[];
}

function recipientsOf({ corp, app, body }: Call, message: MessageContent): Recipients {
  const touser = listOf(body, "touser", 1_000);
  const toparty = listOf(body, "toparty", 100);
  const totag = listOf(body, "totag", 100);
  const isAll = body.optionalText("touser") === "@all";
  if (!isAll && touser.length + toparty.length + totag.length === 0) {
    throw body.refuse("touser", "toparty and totag are all empty");
  }
  if (isAll && message.msgtype === "miniprogram_notice")
    throw body.refuse("touser", "@all is not for miniprogram_notice");
  const found = new Map<string, string>();
  const invaliduser: string[] = [];
  const unlicensed: string[] = [];
  const invalidparty: string[] = [];
  const add = (userid: string) => {
    const member = corp.members.get(userid.toLowerCase());
    // WeCom answers userids in lower case, however they were written.
    if (!member || !isVisible(app, userid)) invaliduser.push(userid.toLowerCase());
    else if (!member.licensed) unlicensed.push(userid.toLowerCase());
    else found.set(member.userid.toLowerCase(), member.userid);
  };
  if (isAll) for (const { userid } of corp.members.values()) if (isVisible(app, userid)) add(userid);
  if (!isAll) {
    for (const userid of touser) add(userid);
    for (const party of toparty) {
      if (!corp.departments.has(Number(party))) invalidparty.push(party);
      for (const { userid, departments } of corp.members.values()) {
        if (departments.includes(Number(party)) && isVisible(app, userid)) add(userid);
      }
    }
  }
  if (found.size === 0) {
    throw new CallError(ERR.allInvalid, "", {
      invaliduser: invaliduser.join("|"),
      invalidparty: invalidparty.join("|"),
      invalidtag: totag.join("|"),
      ...(unlicensed.length > 0 && { unlicenseduser: unlicensed.join("|") }),
    });
  }
  return { users: [...found.values()], invaliduser, invalidparty, invalidtag: isAll ? [] : totag, unlicensed };
}

function listOf(body: Args, name: string, most: number): string[] {
  const items = (body.optionalText(name) ?? "").split("|").filter((item) => item !== "");
  if (items.length > most) throw body.refuse(name, `has more than ${most} entries`);
  return items;
}

function requireFreshTaskId({ corp, app }: Call, { taskId }: MessageContent): void {
  if (taskId === undefined) return;
  for (const { agentid, taskId: used } of corp.appMessages.values()) {
    if (agentid === app.agentid && used === taskId) throw new CallError(ERR.invalidTaskId, "task_id was used before");
  }
}

const contentKey = ({ corp, app, body }: Call): string =>
  `${corp.corpid} ${app.agentid} ${createHash("sha256").update(JSON.stringify(body.fields)).digest("hex")}`;

function duplicateOf(call: Call): { msgid: string; responseCode: string } | undefined {
  const { body, state, now } = call;
  const intervalMs = 1_000 * body.int("duplicate_check_interval", 1, MOST_DUPLICATE_SECONDS, DUPLICATE_MS / 1_000);
  if (!body.flag("enable_duplicate_check")) return undefined;
  const before = state.sentContents.get(contentKey(call));
  return before && now - before.at < intervalMs ? before : undefined;
}

function rememberContent(call: Call, msgid: string, responseCode: string): void {
  if (!call.body.flag("enable_duplicate_check")) return;
  call.state.sentContents.set(contentKey(call), { at: call.now, msgid, responseCode });
}

/** Over 30 in any minute or 1,000 in any hour, WeCom drops the message and says nothing. */
function takeMemberBudget({ state, corp, app, now }: Call, userid: string): boolean {
  const key = `${corp.corpid} ${app.agentid} ${userid.toLowerCase()}`;
  const recent = (state.deliveredToMember.get(key) ?? []).filter((at) => at > now - HOUR_MS);
  state.deliveredToMember.set(key, recent);
  const inMinute = recent.filter((at) => at > now - 60_000).length;
  if (inMinute >= PER_MEMBER_MINUTE || recent.length >= PER_MEMBER_HOUR) return false;
  recent.push(now);
  return true;
}

function recall({ state, corp, app, body, now }: Call): JsonObject {
  const message = corp.appMessages.get(body.text("msgid"));
  if (!message || message.agentid !== app.agentid) throw body.refuse("msgid", "is unknown");
  if (now - message.sentAt > DAY_MS) throw new CallError(ERR.recallTooOld);
  for (const copy of message.copies.values()) if (copy.state === "shown") copy.state = "recalled";
  state.effects.push({ kind: "message.recalled", corpid: corp.corpid, msgid: message.msgid });
  return {};
}
