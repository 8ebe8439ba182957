import type { FlowNode, FlowSettings, NodeType } from "@sopflow/schemas";
import type { JsonRule } from "../rules/json-rule.js";
import type { RuleSet } from "../rules/rule-index.js";

/** Where each port leads; null = the path ends. */
type Ports = { readonly next: Readonly<Record<string, string | null>> };

type Planned<N> = N extends FlowNode ? Omit<N, "position" | "note"> & Ports : never; // distributes over the union

/**
 * A node as the engine runs it: parameters with defaults filled in, conditions prepared, and where each port leads. Its
 * place on the canvas is left out, so that moving it there changes no byte.
 */
export type PlanNode = Planned<FlowNode>;
/** The planned node of one type. */
export type PlanNodeOf<T extends NodeType> = Extract<PlanNode, { type: T }>;

/** Everything of a flow besides its rules that the engine needs. Plain JSON. */
export interface Plan {
  readonly flowId: string;
  readonly name: string;
  readonly settings: FlowSettings;
  /** Ids of its enabled trigger nodes, in file order. */
  readonly triggers: readonly string[];
  readonly nodes: Readonly<Record<string, PlanNode>>;
}

/** What `compileFlow` yields (FLOW-FORMAT §6): the same flow and version give the same bytes and hash. */
export interface CompiledFlow {
  readonly flowId: string;
  readonly version: number;
  /** `sha256:` + hex over the canonical JSON of rules and plan. */
  readonly hash: string;
  /** What `new Engine(rules)` of json-rules-engine takes unchanged. */
  readonly rules: readonly JsonRule[];
  readonly plan: Plan;
}

/** A compiled flow made ready to run: its rules as closures behind an index. Made once per process and version. */
export interface Program extends CompiledFlow {
  readonly ruleSet: RuleSet;
}

/** Whether a flow's newest version takes part. Paused: no entries, timers or new tasks. */
export type FlowState = "live" | "paused" | "archived";
