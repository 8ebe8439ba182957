import { SECOND_MS } from "../../core/time/index.js";
import {
  buttonCard,
  GROUP_SEND_STATUS,
  GROUP_TASK_STATUS,
  isSameUser,
  noticeCard,
  type WecomApp,
  WecomError,
} from "../client/index.js";
import type { AdvisorCard } from "../delivery/advisor-card.js";
import { CallError, type GroupSendResult, type WecomCalls } from "../delivery/wecom-calls.js";
import type { Attachments } from "./attachments.js";

/** WeCom's word for a moment that a member has published. */
const PUBLISHED = 1;
/** The same card within 4 hours is shown once: as long as WeCom checks at most. */
const CARD_ONCE_S = 4 * 3_600;

const STATUS_WORDS: ReadonlyMap<number, GroupSendResult["status"]> = new Map([
  [GROUP_SEND_STATUS.unsent, "unsent"],
  [GROUP_SEND_STATUS.sent, "sent"],
  [GROUP_SEND_STATUS.notFriend, "not_friend"],
  [GROUP_SEND_STATUS.limit, "limit"],
]);

/** What delivery needs, said in the words of one WeCom app. */
export function callsOfApp(app: WecomApp, attachments: Attachments, now: () => number): WecomCalls {
  return {
    sendCard: (userId, cardId, card) =>
      saying(async () => {
        const message = { msgtype: "template_card", template_card: templateCard(cardId, card) } as const;
        const sent = await app.messages.send({ to: { users: [userId] }, message, duplicateCheckS: CARD_ONCE_S });
        // WeCom answers 0 and names who did not get it.
        if (sent.invaliduser || sent.unlicenseduser) {
          throw new CallError(
            "refused",
            sent.invaliduser
              ? "WeCom does not know this member, or the app is not visible to them"
              : "this member has no licence for the interface",
          );
        }
        return sent.response_code === undefined ? {} : { responseCode: sent.response_code };
      }),
    closeCard: (userId, responseCode, word) =>
      saying(async () => {
        const button = { replace_name: word };
        await app.messages.updateCard({ userids: [userId], response_code: responseCode, button });
      }),
    createGroupSend: ({ sender, externalUserIds, text, materials }) =>
      saying(async () => {
        const attached = await attachments.of(materials);
        const { msgid, fail_list } = await app.groupSends.create({
          sender,
          external_userid: [...externalUserIds],
          text: { content: text },
          ...(attached.length > 0 && { attachments: attached }),
        });
        return { msgid, failed: fail_list };
      }),
    findGroupSend: (sender, text, since) =>
      saying(async () => {
        for (const { msgid } of await app.groupSends.find({ from: since, to: now(), text })) {
          for await (const { task_list } of app.groupSends.eachTask(msgid)) {
            if (task_list.some(({ userid }) => isSameUser(userid, sender))) return msgid;
          }
        }
        return undefined;
      }),
    groupSendConfirmedAt: (msgid, sender) =>
      saying(async () => {
        for await (const { task_list } of app.groupSends.eachTask(msgid)) {
          const own = task_list.find(({ userid }) => isSameUser(userid, sender));
          if (own?.status === GROUP_TASK_STATUS.sent) return (own.send_time ?? now() / SECOND_MS) * SECOND_MS;
        }
        return undefined;
      }),
    groupSendResults: (msgid, sender) =>
      saying(async () => {
        const results: GroupSendResult[] = [];
        for await (const { send_list } of app.groupSends.eachResult(msgid, sender)) {
          for (const { external_userid: externalUserId, status, send_time } of send_list) {
            if (externalUserId === undefined) continue;
            const sentAt = send_time === undefined ? {} : { sentAt: send_time * SECOND_MS };
            results.push({ externalUserId, status: STATUS_WORDS.get(status) ?? "unsent", ...sentAt });
          }
        }
        return results;
      }),
    remindGroupSend: (msgid) => saying(async () => void (await app.groupSends.remind({ msgid }))),
    createMoment: (userId, text, materials) =>
      saying(async () => {
        const attached = await attachments.ofMoment(materials);
        const { jobid } = await app.moments.create({
          ...(text === "" ? {} : { text: { content: text } }),
          ...(attached.length > 0 && { attachments: attached }),
          visible_range: { sender_list: { user_list: [userId] } },
        });
        return jobid;
      }),
    momentOfJob: (jobid) =>
      saying(async () => {
        const { result } = await app.moments.result({ jobid });
        if (result?.errcode) throw new CallError("refused", `WeCom did not make the moment: ${result.errcode}`);
        return result?.moment_id;
      }),
    isPublished: (momentId, userId) =>
      saying(async () => {
        for await (const { task_list } of app.moments.eachTask(momentId)) {
          const own = task_list.find(({ userid }) => isSameUser(userid, userId));
          if (own) return own.publish_status === PUBLISHED;
        }
        return false;
      }),
    cancelMoment: (momentId) => saying(async () => void (await app.moments.cancel({ moment_id: momentId }))),
    cancelGroupSend: (msgid) => saying(async () => void (await app.groupSends.cancel({ msgid }))),
  };
}

/** Runs a call, its failure said as delivery understands it. */
export async function saying<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof WecomError)) throw error;
    const { outcome, code, retryAt } = error;
    throw new CallError(outcome, error.message, {
      ...(code === undefined ? {} : { code }),
      ...(retryAt === undefined ? {} : { notBefore: retryAt }),
      cause: error,
    });
  }
}

function templateCard(taskId: string, { title, description, rows, url, choice, buttons }: AdvisorCard) {
  const words = { title, text: description, rows };
  if (buttons.length === 0) return noticeCard({ ...words, url });
  return buttonCard({
    ...words,
    taskId,
    url,
    buttons: buttons.map(({ key, text, primary }) => ({ key, text, style: primary === true ? "primary" : "plain" })),
    ...(choice && { choice: { key: choice.key, title: choice.label, options: choice.options } }),
  });
}
