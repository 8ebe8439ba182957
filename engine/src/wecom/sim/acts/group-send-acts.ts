import { chinaDayStart } from "../rules/call-windows.js";
import { groupQuotaLeft, takeGroupQuota } from "../rules/group-quota.js";
import { areFriends } from "../rules/lookup.js";
import { writeChat } from "../rules/write-chat.js";
import { relationKey } from "../state/corp.js";
import type { GroupSend, GroupSendTask, SendStatus } from "../state/work.js";
import { ActError, type ActOf, type ActResult } from "./act.js";
import { type ActScope, requireMember } from "./act-scope.js";

const MOST_CUSTOMERS = 20_000;

/** The member presses 发送 in 群发助手, for all customers or, where the task allows it, for some. */
export function confirmGroupSend(scope: ActScope, act: ActOf<"advisor.confirmGroupSend">): ActResult {
  const { corp, state, now } = scope;
  requireMember(scope, act.userid);
  const send = corp.groupSends.get(act.msgid);
  const task = send?.tasks.get(act.userid.toLowerCase());
  if (!send || !task) throw new ActError("this member has no such task");
  if (send.cancelled) throw new ActError("the task was cancelled");
  if (now < send.dispatchedAt) throw new ActError("the task has not reached the phone yet");
  if (task.status === 2) throw new ActError("the task was confirmed already");
  if (act.targets !== undefined && !send.allowSelect) throw new ActError("this task does not let the member choose");
  task.status = 2;
  task.sentAt = now;
  for (const [target, row] of task.targets) {
    if (act.targets !== undefined && !act.targets.includes(target)) continue;
    row.status = deliver(scope, send, task, target);
    row.sentAt = row.status === 1 ? now : undefined;
  }
  state.effects.push({ kind: "groupSend.confirmed", corpid: corp.corpid, msgid: send.msgid, userid: task.userid });
  return { statuses: Object.fromEntries([...task.targets].map(([target, { status }]) => [target, status])) };
}

/** 1 sent, 2 not a friend, 3 the customer's month is full. */
function deliver({ state, corp, now }: ActScope, send: GroupSend, task: GroupSendTask, target: string): SendStatus {
  const chat = corp.groupChats.get(target);
  const relation = corp.relations.get(relationKey(task.userid, target));
  if (send.chatType === "group" ? !chat || chat.dismissed : !areFriends(relation)) return 2;
  if (groupQuotaLeft(corp, target, now) === 0) return 3;
  takeGroupQuota(corp, target, now);
  chat?.messages.push({ at: now, from: task.userid, text: send.text });
  if (relation) {
    const { text, attachments } = send;
    writeChat(state, corp, relation, { from: "member", via: "groupSend", at: now, text, attachments });
  }
  return 1;
}

/** A group send out of the member's own client: sent at once, and counted with the corp's. */
export function ownGroupSend(scope: ActScope, act: ActOf<"advisor.groupSend">): ActResult {
  const { corp, state, now } = scope;
  const { userid } = requireMember(scope, act.userid);
  if (act.externalUserids.length === 0 || act.externalUserids.length > MOST_CUSTOMERS) {
    throw new ActError(`choose 1 to ${MOST_CUSTOMERS} customers`);
  }
  const today = chinaDayStart(now);
  for (const send of corp.groupSends.values()) {
    const targets = send.tasks.get(userid.toLowerCase())?.targets;
    const twice = act.externalUserids.find((id) => (targets?.get(id)?.sentAt ?? 0) >= today);
    if (send.byApp === undefined && twice) throw new ActError(`${twice} had a group message of this member today`);
  }
  const task: GroupSendTask = {
    userid,
    status: 0,
    sentAt: undefined,
    targets: new Map(act.externalUserids.map((id) => [id, { status: 0, sentAt: undefined }])),
  };
  const send: GroupSend = {
    msgid: `msg${state.ids.text(43)}`,
    chatType: "single",
    byApp: undefined,
    creator: userid,
    createdAt: now,
    dispatchedAt: now,
    allowSelect: false,
    text: act.text,
    attachments: [],
    cancelled: false,
    reminders: [],
    tasks: new Map([[userid.toLowerCase(), task]]),
  };
  corp.groupSends.set(send.msgid, send);
  return {
    msgid: send.msgid,
    ...confirmGroupSend(scope, { type: "advisor.confirmGroupSend", userid, msgid: send.msgid }),
  };
}

export function publishMoment(scope: ActScope, { userid, momentId }: ActOf<"advisor.publishMoment">): ActResult {
  requireMember(scope, userid);
  const moment = scope.corp.moments.get(momentId);
  const key = userid.toLowerCase();
  if (!moment?.senders.has(key) || scope.now < moment.readyAt)
    throw new ActError("this member has no such post to publish");
  if (moment.cancelled) throw new ActError("the post was cancelled");
  if (moment.senders.get(key) !== undefined) throw new ActError("the post was published already");
  moment.senders.set(key, scope.now);
  scope.state.effects.push({ kind: "moment.published", corpid: scope.corp.corpid, userid, momentId });
  return {};
}
