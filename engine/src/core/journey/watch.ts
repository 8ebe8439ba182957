import type { Enrollment, JsonObject } from "@sopflow/schemas";
import type { Facts } from "../rules/facts.js";
import type { CompiledRule } from "../rules/rule-index.js";
import { convertArms } from "./arms.js";
import { enrollmentScope } from "./condition-facts.js";
import { exitEnrollment, goalEnd, settleClosing } from "./end.js";
import { clearQueue } from "./entry-queue.js";
import { changeTags } from "./profile-change.js";
import type { JourneyEvent, StepRun } from "./run.js";
import { seenByRules, seenValues } from "./seen-values.js";
import { cancelTasks } from "./task-cancel.js";

/**
 * Goals and exits of every enrollment for one event (FLOW-FORMAT §4.4, §4.6). Goals first, so that the purchase that
 * ends a flow is also counted as its success. The entering event itself never counts.
 */
export function watchEvent(run: StepRun, event: JourneyEvent): void {
  const { enrollments } = run.customer;
  for (let i = 0, count = enrollments.length; i < count; i++) {
    const enrollment = enrollments[i]; // R5
    if (enrollment === undefined || !isWatching(run, enrollment, event)) continue;
    const facts = factsOnce(run, enrollment, event);
    countGoals(run, enrollment, event, facts);
    const exit = matchingExit(run, enrollment, event, facts);
    if (exit === undefined) {
      cancelTasks(run, enrollment, event, facts);
      continue;
    }
    exitEnrollment(run, enrollment, exit.reason, { by: exit });
    if (exit.tags) changeTags(run, exit.tags);
  }
}

/** Whether a goal, an exit or a `cancelOn` of the enrollment's flow asks for such events at all. Most ask for few types. */
function isWatching(run: StepRun, enrollment: Enrollment, event: JourneyEvent): boolean {
  if (event.id === enrollment.entryInputId || event.at < enrollment.enteredAt) return false;
  const newest = run.context.flows.get(enrollment.flowId)?.newest;
  if (newest?.ruleSet.watches(event.type)) return true;
  return newest?.version !== enrollment.version && (run.program(enrollment)?.ruleSet.watches(event.type) ?? false);
}

/** What goals, exits and cancelOn of one enrollment read of one event: made when the first of them asks. */
function factsOnce(run: StepRun, enrollment: Enrollment, event: JourneyEvent): () => Facts {
  let facts: Facts | undefined;
  return () => {
    facts ??= enrollmentScope(run, enrollment, { nodeId: enrollment.nodeId, event, input: "event" });
    return facts;
  };
}

function countGoals(run: StepRun, enrollment: Enrollment, event: JourneyEvent, facts: () => Facts): void {
  const program = run.program(enrollment);
  if (!program || enrollment.goalsUntil === undefined) return;
  const rules = program.ruleSet.goals(event.type);
  if (rules.length === 0) return;
  let reached = false;
  for (const { rule, matches } of rules) {
    const id = String(rule.event.params.goal);
    const goal = program.plan.settings.goals.find((g) => g.id === id);
    if (!goal || id in enrollment.goals) continue;
    if (event.at >= goalEnd(enrollment, goal.within, program.plan.settings.timezone) || !matches(facts())) continue;
    enrollment.goals[id] = event.at;
    reached = true;
    const seen = run.recordsValues ? seenValues([rule.conditions], facts()) : undefined;
    const detail = { goal: id, event: event.id, ...seen };
    run.trace("goal", enrollment, enrollment.nodeId, { rule: rule.name, detail });
    convertArms(run, enrollment, id);
  }
  if (reached) settleClosing(run, enrollment);
}

interface MatchedExit {
  readonly rule: string;
  readonly seen: JsonObject | undefined;
  readonly reason: string;
  readonly tags?: { add: string[]; remove: string[] };
}

/**
 * Exit rules of the flow's newest version bind everyone in it, whatever version they stand in (FLOW-FORMAT §5). One that
 * an exit rule has ended is over: a second purchase in its goal window must not change tags once more.
 */
function matchingExit(
  run: StepRun,
  enrollment: Enrollment,
  event: JourneyEvent,
  facts: () => Facts,
): MatchedExit | undefined {
  const newest = run.context.flows.get(enrollment.flowId)?.newest;
  if (!newest || newest.plan.settings.exitWhen.some((rule) => rule.reason === enrollment.endReason)) return undefined;
  const rules = newest.ruleSet.exits(event.type);
  if (rules.length === 0) return undefined;
  const hit = rules.find((r: CompiledRule) => r.rule.event.type === "exit" && r.matches(facts()));
  if (!hit) return undefined;
  const { reason, index } = hit.rule.event.params;
  const tags = typeof index === "number" ? newest.plan.settings.exitWhen[index]?.do?.tags : undefined;
  const rule = hit.rule.name;
  const seen = run.recordsValues ? seenByRules(rules, rule, facts()) : undefined;
  return { rule, seen, reason: String(reason), ...(tags ? { tags } : {}) };
}

/** What ends every flow of a customer: the last friendship, the person, the wish to be left alone (FLOW-FORMAT §4.8). */
export function exitAll(run: StepRun, reason: string, forGood: boolean): void {
  for (const enrollment of [...run.customer.enrollments]) exitEnrollment(run, enrollment, reason, { forGood });
  clearQueue(run, reason);
}
