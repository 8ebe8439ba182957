import type { FlowNode, FlowSettings } from "@sopflow/schemas";
import type { JsonRule } from "../rules/json-rule.js";
import type { RuleSet } from "../rules/rule-index.js";

/** A node as the engine runs it: parameters with defaults filled in, and where each port leads (null = the path ends). */
export type PlanNode = FlowNode & { readonly next: Readonly<Record<string, string | null>> };

/** Everything of a flow besides its rules that the engine needs. Plain JSON. */
export interface Plan {
  readonly flowId: string;
  readonly name: string;
  readonly settings: FlowSettings;
  /** Ids of its trigger nodes, in file order. */
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
