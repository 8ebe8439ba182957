import type { JsonObject } from "@sopflow/schemas";
import { CallError, ERR } from "../rules/errcodes.js";
import { seconds } from "../rules/lookup.js";
import { pageOf } from "../rules/paging.js";
import type { GroupSend } from "../state/work.js";
import type { Call, Endpoint } from "./endpoint.js";

const MOST_SPAN_SECONDS = 31 * 86_400;

/** What became of group sends. There is no callback: whoever wants to know asks. */
export const GROUP_SEND_RESULTS: readonly Endpoint[] = [
  { path: "externalcontact/get_groupmsg_list_v2", method: "POST", customers: true, run: list },
  { path: "externalcontact/get_groupmsg_task", method: "POST", customers: true, run: tasks },
  { path: "externalcontact/get_groupmsg_send_result", method: "POST", customers: true, run: results },
];

function list({ corp, body }: Call): JsonObject {
  const chatType = body.text("chat_type");
  if (chatType !== "single" && chatType !== "group") throw body.refuse("chat_type", "must be single or group");
  const from = body.int("start_time", 0, 4_294_967_295);
  const to = body.int("end_time", from, 4_294_967_295);
  if (to - from > MOST_SPAN_SECONDS) throw body.refuse("end_time", "is more than one month after start_time");
  const creator = body.optionalText("creator");
  const kind = body.int("filter_type", 0, 2, 2);
  const sends = [...corp.groupSends.values()].filter(
    (send) =>
      send.chatType === chatType &&
      seconds(send.createdAt) >= from &&
      seconds(send.createdAt) <= to &&
      (creator === undefined || creator === "" || send.creator.toLowerCase() === creator.toLowerCase()) &&
      (kind === 2 || (kind === 0) === (send.byApp !== undefined)),
  );
  const { items, next } = pageOf(body, sends, { most: 100, usual: 50 });
  return {
    next_cursor: next,
    group_msg_list: items.map((send) => ({
      msgid: send.msgid,
      creator: send.creator,
      create_time: String(seconds(send.createdAt)),
      create_type: send.byApp === undefined ? 1 : 0,
      text: { content: send.text },
      attachments: [...send.attachments],
    })),
  };
}

/** 41063 while WeCom still hands the task out. A cancelled one is answered with what was sent before. */
function sendOf({ corp, body, now }: Call): GroupSend {
  const send = corp.groupSends.get(body.text("msgid"));
  if (!send) throw body.refuse("msgid", "is unknown");
  if (now < send.dispatchedAt) throw new CallError(ERR.sendDispatching);
  return send;
}

function tasks(call: Call): JsonObject {
  const send = sendOf(call);
  const { items, next } = pageOf(call.body, [...send.tasks.values()], { most: 1_000, usual: 500 });
  return {
    next_cursor: next,
    task_list: items.map(({ userid, status, sentAt }) => ({
      userid,
      status,
      ...(sentAt !== undefined && { send_time: seconds(sentAt) }),
    })),
  };
}

function results(call: Call): JsonObject {
  const send = sendOf(call);
  const userid = call.body.text("userid");
  const task = send.tasks.get(userid.toLowerCase());
  if (!task) throw call.body.refuse("userid", "has no part in this task");
  const isGroup = send.chatType === "group";
  // Group chats that were not sent to are not listed.
  const rows = [...task.targets].filter(([, { status }]) => !isGroup || status !== 0);
  const { items, next } = pageOf(call.body, rows, { most: 1_000, usual: 500 });
  return {
    next_cursor: next,
    send_list: items.map(([target, { status, sentAt }]) => ({
      ...(isGroup ? { chat_id: target } : { external_userid: target }),
      userid: task.userid,
      status,
      ...(sentAt !== undefined && { send_time: seconds(sentAt) }),
    })),
  };
}
