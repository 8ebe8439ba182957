import type { JsonObject } from "@sopflow/schemas";
import { DAY_MS } from "../rules/call-windows.js";
import { readContent } from "../rules/content.js";
import { CallError, ERR } from "../rules/errcodes.js";
import { readTargets } from "../rules/group-send-targets.js";
import { advisorOf } from "../rules/lookup.js";
import type { GroupSend } from "../state/work.js";
import type { Call, Endpoint } from "./endpoint.js";

const REMINDERS_A_DAY = 3;

/** 企业群发: tasks that members confirm. Nothing is sent by a call. */
export const GROUP_SEND_ENDPOINTS: readonly Endpoint[] = [
  { path: "externalcontact/add_msg_template", method: "POST", customers: true, writes: true, run: add },
  { path: "externalcontact/remind_groupmsg_send", method: "POST", customers: true, writes: true, run: remind },
  { path: "externalcontact/cancel_groupmsg_send", method: "POST", customers: true, writes: true, run: cancel },
];

function add(call: Call): JsonObject {
  const { state, corp, app, body, now } = call;
  const chatType = body.optionalText("chat_type") ?? "single";
  if (chatType !== "single" && chatType !== "group") throw body.refuse("chat_type", "must be single or group");
  const sender = body.has("sender") ? advisorOf(call, body.text("sender")).userid : undefined;
  if (chatType === "group" && sender === undefined) throw body.refuse("sender", "is needed for group chats");
  const { text, attachments } = readContent(body, corp, now, { most: 9 });
  const { fails, tasks } = readTargets(call, chatType, sender);
  if (tasks.size === 0) throw new CallError(ERR.noSendableCustomer);
  const send: GroupSend = {
    msgid: `msg${state.ids.text(43)}`,
    chatType,
    byApp: app.agentid,
    creator: `app${app.agentid}`,
    createdAt: now,
    dispatchedAt: now + state.ids.int(...state.pace.dispatchMs),
    allowSelect: chatType === "single" && body.flag("allow_select"),
    text,
    attachments,
    cancelled: false,
    reminders: [],
    tasks,
  };
  corp.groupSends.set(send.msgid, send);
  for (const task of tasks.values()) {
    const { userid, targets } = task;
    state.effects.push({
      kind: "groupSend.asked",
      corpid: corp.corpid,
      msgid: send.msgid,
      userid,
      count: targets.size,
    });
  }
  return { fail_list: fails, msgid: send.msgid };
}

/** The app's own task; 41093 once it was cancelled. */
function openSend({ corp, app, body }: Call): GroupSend {
  const send = corp.groupSends.get(body.text("msgid"));
  if (!send || send.byApp !== app.agentid) throw body.refuse("msgid", "is unknown");
  if (send.cancelled) throw new CallError(ERR.sendCancelled);
  return send;
}

function remind(call: Call): JsonObject {
  const send = openSend(call);
  const recent = send.reminders.filter((at) => at > call.now - DAY_MS);
  if (recent.length >= REMINDERS_A_DAY) throw new CallError(ERR.remindLimit);
  send.reminders.push(call.now);
  for (const { userid, status } of send.tasks.values()) {
    if (status !== 0) continue;
    call.state.effects.push({ kind: "groupSend.reminded", corpid: call.corp.corpid, msgid: send.msgid, userid });
  }
  return {};
}

/** Stops what was not sent; what was sent stays sent. */
function cancel(call: Call): JsonObject {
  const send = openSend(call);
  send.cancelled = true;
  call.state.effects.push({ kind: "groupSend.cancelled", corpid: call.corp.corpid, msgid: send.msgid });
  return {};
}
