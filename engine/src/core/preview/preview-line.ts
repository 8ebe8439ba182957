import type { JsonObject, Task } from "@sopflow/schemas";
import type { RuleInput } from "../rules/facts.js";
import type { ExplainedLeaf } from "./explain-condition.js";

/** Why one way was taken. */
export interface PreviewReason {
  readonly input: RuleInput;
  /** Type of the event that answered a wait. */
  readonly eventType?: string;
  /** Ways that were asked in order; the last is the one taken, unless none was. */
  readonly asked: readonly AskedWay[];
}

export interface AskedWay {
  /** "" for a trigger. */
  readonly port: string;
  readonly held: boolean;
  /** The comparisons its author wrote; empty = it takes everybody. */
  readonly checks: readonly ExplainedLeaf[];
}

/** Names a task of a preview, whoever the customer is: node, visit, and the slot of a campaign. */
export const taskKey = (task: Pick<Task, "nodeId" | "visit" | "slotId">): string =>
  [task.nodeId, task.visit, ...(task.slotId === undefined ? [] : [task.slotId])].join("/");

/** A task as the advisor would get it. */
export interface PreviewTask {
  readonly key: string;
  readonly task: Task;
  /** Who would get it; absent where nobody is there to pick. */
  readonly advisorId?: string;
  readonly advisorName?: string;
}

type What =
  /** Something that happened to the customer: the event that enters, one added by hand, or an answer to a task. */
  | { readonly kind: "event"; readonly id: string; readonly type: string; readonly props: JsonObject }
  | { readonly kind: "entered"; readonly nodeId: string; readonly reason?: PreviewReason }
  /** An entry did not happen: the trigger's condition (`where`), or a rule such as re-entry (its name). */
  | { readonly kind: "refused"; readonly nodeId: string; readonly by: string; readonly reason?: PreviewReason }
  | { readonly kind: "arrived"; readonly nodeId: string }
  | {
      readonly kind: "left";
      readonly nodeId: string;
      readonly port: string;
      /** Null = the path ends there. */
      readonly to: string | null;
      readonly reason?: PreviewReason;
    }
  /** A wait was set; `until` is epoch ms. */
  | { readonly kind: "waiting"; readonly nodeId: string; readonly until: number }
  | ({ readonly kind: "task"; readonly nodeId: string } & PreviewTask)
  /** The contact policy keeps a task back; it is tried again at `until`. */
  | { readonly kind: "deferred"; readonly nodeId: string; readonly by: string; readonly until: number }
  /** A task, or a campaign's slot, was given up without going out. */
  | {
      readonly kind: "dropped";
      readonly nodeId: string;
      readonly by: string;
      readonly cause?: string;
      readonly slot?: string;
    }
  | { readonly kind: "answered"; readonly nodeId: string; readonly key: string; readonly outcome: string }
  | { readonly kind: "withdrawn"; readonly nodeId: string; readonly key: string; readonly by: string }
  | { readonly kind: "tag"; readonly tag: string; readonly added: boolean }
  | { readonly kind: "profile"; readonly changed: JsonObject }
  | { readonly kind: "notify"; readonly nodeId: string; readonly to: string; readonly text: string }
  | { readonly kind: "goal"; readonly goal: string }
  | {
      readonly kind: "ended";
      readonly nodeId: string;
      readonly how: "completed" | "exited" | "failed";
      readonly by: string;
    }
  | { readonly kind: "alert"; readonly code: string };

/** One line of what would happen; `at` is logical time, epoch ms. Lines come in order of time. */
export type PreviewLine = What & { readonly at: number };
export type PreviewLineKind = PreviewLine["kind"];
