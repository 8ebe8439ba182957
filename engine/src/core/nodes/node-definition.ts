import type { DataOf, NodeOf, NodeType } from "@sopflow/schemas";
import type { NodeCheck } from "../flow/node-check.js";
import type { RuleDraft } from "../flow/rule-draft.js";

/** What the product knows of one node type. One file per type; the registry is typed by the node union. */
export interface NodeDefinition<T extends NodeType> {
  readonly type: T;
  /** Triggers have no input and begin a flow. */
  readonly trigger: boolean;
  /** Ports in the order in which a canvas shows them. */
  ports(data: DataOf<T>): readonly string[];
  /** Passes on in the same step: counts as instant in the check for cycles (FLOW-FORMAT §4.6). */
  instant(data: DataOf<T>): boolean;
  /** Reports every fault of its parameters. */
  check(node: NodeOf<T>, check: NodeCheck): void;
  /** Transition rules, first = highest priority; the compiler adds position, priority and names. */
  rules(node: NodeOf<T>): readonly RuleDraft[];
}
