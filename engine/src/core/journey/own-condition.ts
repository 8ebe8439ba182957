import type { Enrollment, JsonObject, Where } from "@sopflow/schemas";
import { compileCondition, type FactsTest } from "../rules/compile-condition.js";
import { enrollmentScope } from "./condition-facts.js";
import type { StepRun } from "./run.js";
import { seenValues } from "./seen-values.js";

const compiled = new WeakMap<Where, FactsTest>();

/** Whether a condition written inside a node (a task's `where`, a script's, a slot's) holds. Compiled once each. */
export function holdsAt(run: StepRun, enrollment: Enrollment, nodeId: string, where: Where): boolean {
  let test = compiled.get(where);
  if (!test) {
    test = compileCondition(where);
    compiled.set(where, test);
  }
  return test(enrollmentScope(run, enrollment, { nodeId }));
}

/** What such a condition reads, for the trace. */
export const seenAt = (run: StepRun, enrollment: Enrollment, nodeId: string, where: Where): JsonObject | undefined =>
  run.recordsValues ? seenValues([where], enrollmentScope(run, enrollment, { nodeId })) : undefined;
