import type { Condition } from "@sopflow/schemas";
import type { RuleInput } from "../rules/facts.js";

/** A rule as a node type writes it; the compiler adds position, input, name and priority. */
export interface RuleDraft {
  /** The port by which it leaves. */
  readonly port: string;
  /** What the engine must bring: `timer` is offered only when the node's own wait is due. */
  readonly input: RuleInput;
  /** Beyond position and input, all of which must hold. For events the event's type comes first. */
  readonly when: readonly Condition[];
}

/** What a node's rules may depend on besides its parameters. */
export interface RuleScope {
  readonly flowId: string;
  readonly nodeId: string;
}

/** The experiment that decides a bucket where the author named none. */
export const defaultExperiment = ({ flowId, nodeId }: RuleScope): string => `${flowId}/${nodeId}`;

/** The condition that an event has one type. */
export const eventTypeIs = (type: string): Condition => ({
  fact: "event",
  path: "$.type",
  operator: "equal",
  value: type,
});
