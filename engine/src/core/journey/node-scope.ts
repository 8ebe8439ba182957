import type { DataOf, Enrollment, JsonObject, NodeType } from "@sopflow/schemas";
import type { PlanNode, Program } from "../flow/program.js";
import type { Facts, RuleInput } from "../rules/facts.js";
import type { CompiledRule } from "../rules/rule-index.js";
import { enrollmentScope } from "./condition-facts.js";
import type { JourneyEvent, StepRun } from "./run.js";
import { seenByRules } from "./seen-values.js";
import { clearTimers, setTimer } from "./timers.js";

/** The node of one type as the plan carries it. */
export type PlanNodeOf<T extends NodeType> = Extract<PlanNode, { type: T }>;

/** Where a rule sends the enrollment. */
export interface Way {
  readonly port: string;
  readonly to: string | null;
  readonly rule?: string | undefined;
  /** What the decision read (`seenValues`). */
  readonly seen?: JsonObject;
}

/** One enrollment at one node: what a node type's code works with. */
export class NodeScope<T extends NodeType = NodeType> {
  constructor(
    readonly run: StepRun,
    readonly enrollment: Enrollment,
    readonly program: Program,
    readonly node: PlanNodeOf<T>,
  ) {}

  get data(): DataOf<T> {
    return this.node.data as DataOf<T>; // the plan's node of type T carries T's parameters
  }

  get zone(): string {
    return this.program.plan.settings.timezone;
  }

  /** When the enrollment came to this node, ms. */
  get since(): number {
    return this.enrollment.since;
  }

  facts(input?: RuleInput, event?: JourneyEvent): Facts {
    const nodeId = this.node.id;
    const place = { nodeId, position: positionOf(this.program, nodeId), input, event };
    return enrollmentScope(this.run, this.enrollment, place, this.zone);
  }

  /** The way that the rules of this node give for an input; undefined = stay. */
  decide(input: RuleInput, event?: JourneyEvent): Way | undefined {
    const { ruleSet } = this.program;
    const position = positionOf(this.program, this.node.id);
    const rules = event && input === "event" ? ruleSet.onEvent(position, event.type) : ruleSet.at(position, input);
    if (rules.length === 0) return undefined;
    const facts = this.facts(input, event);
    const way = firstWay(rules, facts);
    this.run.watch?.decided({
      enrollmentId: this.enrollment.id,
      nodeId: this.node.id,
      input,
      rules,
      facts,
      ...(event && { eventType: event.type }),
      ...(way?.rule !== undefined && { rule: way.rule }),
    });
    if (way === undefined || !this.run.recordsValues) return way;
    const seen = seenByRules(rules, way.rule, facts);
    return seen === undefined ? way : { port: way.port, to: way.to, rule: way.rule, seen };
  }

  /** Sets this node's timer, replacing an earlier one, and notes it in the trace when it moved. */
  wakeAt(at: number, kind: "wait" | "audience" = "wait"): void {
    const { run, enrollment, node } = this;
    const timer = setTimer(run.customer, enrollment, { at, kind, n: node.id, visit: enrollment.visit });
    if (at <= run.at) run.bequeath(timer);
    if (kind !== "wait" || enrollment.node.dueAt === at) return;
    enrollment.node.dueAt = at;
    run.trace("planned", enrollment, node.id, { detail: { at } });
  }

  /** Takes back the timer for another look at a condition. */
  forgetLook(): void {
    clearTimers(this.run.customer, this.enrollment, { kind: "audience" });
  }
}

/** The `position` fact: which node of which version. */
export function positionOf(program: Program, nodeId: string): string {
  let known = POSITIONS.get(program);
  if (known === undefined) {
    known = new Map();
    POSITIONS.set(program, known);
  }
  let position = known.get(nodeId);
  if (position === undefined) {
    position = `${program.flowId}@${program.version}/${nodeId}`;
    known.set(nodeId, position);
  }
  return position;
}

/** Rules are looked up by position: the same text each time spares its making and its hash. */
const POSITIONS = new WeakMap<Program, Map<string, string>>();

/** Another visit of the node that the enrollment stands on: what it issues from here on is new. */
export function nextVisit(enrollment: Enrollment): void {
  const { nodeId } = enrollment;
  enrollment.visit = (enrollment.visits[nodeId] ?? 0) + 1;
  enrollment.visits[nodeId] = enrollment.visit;
}

/** First rule that holds; rules come highest priority first. */
export function firstWay(rules: readonly CompiledRule[], facts: Facts): Way | undefined {
  for (const { rule, matches } of rules) {
    if (rule.event.type !== "advance" || !matches(facts)) continue;
    const { port, to } = rule.event.params;
    return { port: String(port), to: typeof to === "string" ? to : null, rule: rule.name };
  }
  return undefined;
}
