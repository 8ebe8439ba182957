import type { Task } from "@sopflow/schemas";
import type { CompleteTaskBody } from "../api/wire-types.js";
import { type FieldDraft, type OutcomeField, type ReadFields, readFields } from "./outcome-fields.js";

/** What is being said of one task. */
export interface OutcomeAnswer {
  readonly outcome?: string;
  readonly draft: FieldDraft;
}

export const NO_ANSWER: OutcomeAnswer = { draft: {} };

/** Stands for the outcome of a task that has none to choose from: it was done. */
export const DONE = "done";

export interface ReadAnswer extends ReadFields {
  readonly fields: readonly OutcomeField[];
  /** There is something to choose, and nothing is chosen. */
  readonly isMissing: boolean;
}

/** What is chosen, what that asks for, and what is wrong with it. */
export function readAnswer(task: Task, { outcome, draft }: OutcomeAnswer): ReadAnswer {
  const chosen = task.outcomes.find(({ id }) => id === outcome);
  const fields = chosen?.fields ?? [];
  return { ...readFields(fields, draft), fields, isMissing: task.outcomes.length > 0 && !chosen };
}

/** The same as the server wants it. */
export function bodyOf(task: Task, answer: OutcomeAnswer): Pick<CompleteTaskBody, "outcome" | "fields"> {
  const { values } = readAnswer(task, answer);
  return {
    ...(task.outcomes.length > 0 && answer.outcome !== undefined && { outcome: answer.outcome }),
    ...(Object.keys(values).length > 0 && { fields: values }),
  };
}
