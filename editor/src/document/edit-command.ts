import type { Diagnostic, Flow } from "@sopflow/schemas";
import type { Draft } from "immer";
import type { WordKey } from "../i18n/zh.js";

/** Every kind of edit; the dictionary has a word for each, for the undo button. */
export type EditName = AfterDot<Exclude<WordKey, "edit.undo" | "edit.redo">>;
type AfterDot<K> = K extends `edit.${infer Name}` ? Name : never;

/**
 * One kind of edit. Deterministic: new ids come with the arguments, so that a redo, a test and a log see the same. The
 * inverse is not written by hand: it is recorded as patches while `edit` runs, so it is exact by construction.
 * Commands do not call each other; what they share is in `rules/` and `graph/`.
 */
export interface EditCommand<A> {
  readonly name: EditName;
  /** Why it may not be done; empty = it may. */
  refuse?(flow: Flow, args: A): readonly Diagnostic[];
  /** Changes the draft. Called only when not refused; must leave a flow that `flowSchema` accepts. */
  edit(flow: Draft<Flow>, args: A): void;
}
