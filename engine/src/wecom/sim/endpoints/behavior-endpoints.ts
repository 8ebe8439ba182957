import type { JsonObject } from "@sopflow/schemas";
import { chinaDayStart, DAY_MS } from "../rules/call-windows.js";
import { advisorOf, seconds } from "../rules/lookup.js";
import type { Relation } from "../state/customers.js";
import type { Call, Endpoint } from "./endpoint.js";

const MOST_SPAN_SECONDS = 30 * 86_400;
const HISTORY_MS = 180 * DAY_MS;

/** Figures of members by day. */
export const BEHAVIOR_ENDPOINTS: readonly Endpoint[] = [
  { path: "externalcontact/get_user_behavior_data", method: "POST", customers: true, run: behavior },
];

function behavior(call: Call): JsonObject {
  const { corp, body, now } = call;
  const parties = body.ints("partyid", 100);
  const asked = body.texts("userid", 100).map((userid) => advisorOf(call, userid).userid.toLowerCase());
  if (asked.length + parties.length === 0) throw body.refuse("userid", "and partyid are both empty");
  const from = body.int("start_time", 0, 4_294_967_295);
  const to = body.int("end_time", from, 4_294_967_295);
  if (to - from > MOST_SPAN_SECONDS) throw body.refuse("end_time", "is more than 30 days after start_time");
  if (from * 1_000 < now - HISTORY_MS) throw body.refuse("start_time", "is more than 180 days ago");
  const isAsked = ({ userid }: Relation) =>
    asked.includes(userid.toLowerCase()) ||
    (corp.members.get(userid.toLowerCase())?.departments ?? []).some((id) => parties.includes(id));
  const relations = [...corp.relations.values()].filter(isAsked);
  const days: JsonObject[] = [];
  for (let day = chinaDayStart(from * 1_000); day <= to * 1_000; day += DAY_MS) days.push(dayRow(relations, day));
  return { behavior_data: days };
}

function dayRow(relations: readonly Relation[], day: number): JsonObject {
  const isThatDay = (at: number) => at >= day && at < day + DAY_MS;
  let chats = 0;
  let written = 0;
  let asked = 0;
  let answered = 0;
  let waitedMs = 0;
  for (const { chat } of relations) {
    const today = chat.filter(({ at }) => isThatDay(at));
    written += today.filter(({ from }) => from === "member").length;
    if (today.length > 0) chats++;
    const question = today.find(({ from }) => from === "customer");
    if (!question) continue;
    asked++;
    const answer = today.find(({ from, at }) => from === "member" && at >= question.at);
    if (!answer) continue;
    answered++;
    waitedMs += answer.at - question.at;
  }
  const added = relations.filter(({ createdAt }) => isThatDay(createdAt)).length;
  return {
    stat_time: seconds(day),
    chat_cnt: chats,
    message_cnt: written,
    reply_percentage: asked === 0 ? 0 : Math.round((answered / asked) * 10_000) / 100,
    avg_reply_time: answered === 0 ? 0 : Math.round(waitedMs / answered / 60_000),
    negative_feedback_cnt: [...relations].filter((relation) => !relation.customerKeeps).length,
    new_apply_cnt: added,
    new_contact_cnt: added,
  };
}
