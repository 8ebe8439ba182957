import type { SopEngine, Store, TaskReport } from "@sopflow/engine";
import { DAY_MS, HOUR_MS, localMinuteOfDay, MINUTE_MS, stableId } from "@sopflow/engine/core";
import type { Task } from "@sopflow/schemas";

const PAGE = 500;
/** The made-up advisors work from nine to nine, and do so many tasks a day each. */
const DAY_BEGINS = 9 * 60;
const DAY_ENDS = 21 * 60;
/** Of a hundred tasks so many are done, and so many skipped; the rest is left to expire. */
const DONE = 94;
const SKIPPED = 4;
/** Of a hundred that are done so many are done in time. */
const IN_TIME = 96;
const SKIP_REASONS = ["just_talked", "not_suitable", "in_negotiation", "data_wrong"] as const;
/** Outcomes that real customers seldom give. */
const RARE = new Set(["do_not_disturb", "unwell", "number_invalid", "removed_by_customer"]);

/** 0–99, the same for the same task and question for ever. */
const dice = (...parts: string[]): number => Number.parseInt(stableId("demo", ...parts).slice(0, 8), 16) % 100;

/**
 * What the demo's advisors do with their open tasks by `now`: some soon, some late, some never. The same tasks give the
 * same reports however often they are asked for, so a story that was broken off goes on the same.
 */
export async function workOnTasks(store: Store, engine: SopEngine, zone: string, now: number): Promise<void> {
  const minute = localMinuteOfDay(zone, now);
  if (minute < DAY_BEGINS || minute >= DAY_ENDS) return;
  const ready: Task[] = [];
  for (let after: string | undefined; ; ) {
    const page = await store.tasks.query({ states: ["open"], limit: PAGE, ...(after === undefined ? {} : { after }) });
    ready.push(...page.filter((task) => task.advisorId !== undefined && isAnswered(task) && doneAt(task) <= now));
    after = page.at(-1)?.id;
    if (page.length < PAGE) break;
  }
  // Together, so that they share their writes.
  await Promise.all(
    ready.map(async (task) => {
      await engine.reportTask(task.id, reportOf(task, now));
    }),
  );
}

/** Whether an advisor will say anything about a task; who is not asked again need not be looked at each time. */
const isAnswered = (task: Task): boolean => rollOf(task) < DONE + SKIPPED;

/** What a campaign's preparation hangs on is always done, or there would be no campaign to see. */
const rollOf = ({ id, scope }: Task): number => (scope === "advisor" ? 0 : dice(id, "what"));

/** Answers are quick, everything else takes some of the time that there is for it, and a few take more. */
function doneAt({ id, issuedAt, dueAt, purpose, scope }: Task): number {
  const roll = dice(id, "when");
  const share = roll / 100;
  if (scope === "advisor") return issuedAt + share * HOUR_MS;
  if (purpose === "reply") return issuedAt + 2 * MINUTE_MS + share * 40 * MINUTE_MS;
  if (roll >= IN_TIME) return dueAt + ((roll - IN_TIME + 1) / (100 - IN_TIME)) * DAY_MS;
  // Before the evening's end: who closes at nine does not come back for what is due at ten.
  return issuedAt + 10 * MINUTE_MS + share ** 2 * 0.3 * Math.max(0, dueAt - issuedAt);
}

function reportOf(task: Task, at: number): TaskReport {
  const roll = rollOf(task);
  const base = { by: task.advisorId ?? "", at, requestId: `demo/${task.id}` };
  if (roll >= DONE) {
    const reason = SKIP_REASONS[dice(task.id, "why") % SKIP_REASONS.length] ?? "other";
    return { ...base, kind: "skip", reason };
  }
  const evidence = task.channel === "group_send" ? "group_send_result" : roll % 3 === 0 ? "own_word" : "sidebar";
  const outcome = outcomeOf(task);
  const done = { ...base, kind: "complete", evidence } as const;
  return outcome === undefined ? done : { ...done, outcome };
}

function outcomeOf({ id, outcomes, scope }: Task): string | undefined {
  if (scope === "advisor") return outcomes[0]?.id;
  const usual = outcomes.filter(({ intent, contact }) => !RARE.has(intent ?? "") && !RARE.has(contact ?? ""));
  const among = usual.length === 0 || dice(id, "rare") < 4 ? outcomes : usual;
  return among[dice(id, "outcome") % Math.max(1, among.length)]?.id;
}
