import type { DataOf, Enrollment, Where } from "@sopflow/schemas";
import type { Program } from "../flow/program.js";
import { compileCondition, type FactsTest } from "../rules/compile-condition.js";
import type { CompiledRule } from "../rules/rule-index.js";
import { durationUpperMs, parseDuration } from "../time/index.js";
import { ConditionIndex, timelessTest } from "./condition-index.js";
import type { PublishedFlow } from "./context.js";

/** One way into a live flow for an event of some type. */
export interface EntryRule {
  readonly flow: PublishedFlow;
  readonly rule: CompiledRule;
  /** Trigger node. */
  readonly nodeId: string;
}

/** One audience trigger of a live flow. */
export interface AudienceTrigger {
  /** `<flow>/<node>`: where the customer's document keeps its bit. */
  readonly key: string;
  readonly flow: PublishedFlow;
  readonly nodeId: string;
  readonly where: Where;
  readonly holds: FactsTest;
  /** One part of the condition that time leaves alone; who fails at it matches neither now nor later by time alone. */
  readonly mayHold: FactsTest | undefined;
  readonly checkAt: string;
  readonly enrollExisting: boolean;
}

/** One schedule trigger of a live flow. */
export interface ScheduleTrigger {
  readonly flow: PublishedFlow;
  readonly nodeId: string;
  readonly data: DataOf<"trigger.schedule">;
  readonly holds: FactsTest;
}

/** A trigger of a live flow that lets in so many people a day. */
export interface ThrottledTrigger {
  readonly flow: PublishedFlow;
  readonly nodeId: string;
  readonly entry: NonNullable<DataOf<"trigger.manual">["entry"]>;
}

const highestFirst = (a: PublishedFlow, b: PublishedFlow) =>
  b.newest.plan.settings.priority - a.newest.plan.settings.priority || (a.flowId < b.flowId ? -1 : 1);

/** Every published flow, indexed by what can happen: a customer's event looks only at the flows that listen to it. */
export class FlowDirectory {
  readonly #flows = new Map<string, PublishedFlow>();
  readonly #entries = new Map<string, readonly EntryRule[]>();
  readonly #entryIndexes = new Map<string, ConditionIndex>();
  readonly #live: readonly PublishedFlow[];
  readonly #isAnyPaused: boolean;
  readonly audiences: readonly AudienceTrigger[];
  /** Which of `audiences`, by their place in it, a customer can match at all. */
  readonly audienceIndex: ConditionIndex;
  readonly schedules: readonly ScheduleTrigger[];
  /** Triggers of live flows at which people wait for their turn, by `<flow>/<node>`. */
  readonly throttles: ReadonlyMap<string, ThrottledTrigger>;
  /** Some flow was paused and went on: enrollments may have to take that into account. */
  readonly wasPaused: boolean;
  readonly #lookbackMs = new Map<string, number>();
  readonly #openLookbackMs = new Map<string, number>();
  readonly #audiencePlaces: ReadonlyMap<string, number>;

  constructor(flows: readonly PublishedFlow[]) {
    for (const flow of [...flows].sort(highestFirst)) this.#flows.set(flow.flowId, flow);
    this.#live = [...this.#flows.values()].filter((f) => f.state === "live");
    this.#isAnyPaused = flows.some((f) => f.state === "paused");
    this.audiences = this.#live.flatMap(audiencesOf);
    this.audienceIndex = new ConditionIndex(this.audiences.map((trigger) => trigger.where));
    this.#audiencePlaces = new Map(this.audiences.map((trigger, place) => [trigger.key, place]));
    this.schedules = this.#live.flatMap(schedulesOf);
    this.throttles = new Map(this.#live.flatMap(throttlesOf).map((t) => [`${t.flow.flowId}/${t.nodeId}`, t]));
    this.wasPaused = flows.some(({ turn }) => (turn?.resumptions?.length ?? 0) > 0);
    for (const { newest, versions, state } of this.#flows.values()) {
      for (const program of versions.values()) noteLookbacks(program, this.#lookbackMs);
      if (state !== "archived") noteLookbacks(newest, this.#openLookbackMs);
    }
  }

  /** Whether any flow is paused, so that timers may rest. */
  get isAnyPaused(): boolean {
    return this.#isAnyPaused;
  }

  /** Place of an audience in `audiences`; undefined for one of a flow that is not live. */
  placeOfAudience(key: string): number | undefined {
    return this.#audiencePlaces.get(key);
  }

  get(flowId: string): PublishedFlow | undefined {
    return this.#flows.get(flowId);
  }

  all(): readonly PublishedFlow[] {
    return [...this.#flows.values()];
  }

  /** The version that an enrollment is pinned to; undefined when the store no longer gives it. */
  program(flowId: string, version: number): Program | undefined {
    const flow = this.#flows.get(flowId);
    return flow?.newest.version === version ? flow.newest : flow?.versions.get(version);
  }

  /** Entry rules of live flows for an event type, highest flow priority first. */
  entries(eventType: string): readonly EntryRule[] {
    const known = this.#entries.get(eventType);
    if (known) return known;
    const found = this.#live.flatMap((flow) =>
      flow.newest.ruleSet.entry(eventType).flatMap((rule): EntryRule[] => {
        const nodeId = rule.rule.event.params.from;
        return typeof nodeId === "string" && flow.newest.plan.nodes[nodeId]?.type === "trigger.event"
          ? [{ flow, rule, nodeId }]
          : [];
      }),
    );
    this.#entries.set(eventType, found);
    return found;
  }

  /** Which of `entries(eventType)`, by their place in it, a customer's event can match at all. */
  entryIndex(eventType: string): ConditionIndex {
    let index = this.#entryIndexes.get(eventType);
    if (index === undefined) {
      index = new ConditionIndex(this.entries(eventType).map(({ rule }) => rule.rule.conditions));
      this.#entryIndexes.set(eventType, index);
    }
    return index;
  }

  /** Whether a live flow's trigger, or a wait that looks back, asks for events of this type. */
  hears(eventType: string): boolean {
    return this.entries(eventType).length > 0 || this.lookbackMs(eventType) > 0;
  }

  /** The longest that a wait of any version at hand looks back for events of this type, ms; 0 = none does. */
  lookbackMs(eventType: string): number {
    return this.#lookbackMs.get(eventType) ?? 0;
  }

  /** The same of a customer in the given versions: those, and the newest of every flow that may be entered, count. */
  lookbackMsFor(enrollments: readonly Pick<Enrollment, "flowId" | "version">[], eventType: string): number {
    let longest = this.#openLookbackMs.get(eventType) ?? 0;
    for (const { flowId, version } of enrollments) {
      const program = this.program(flowId, version);
      if (program) longest = Math.max(longest, lookbacksOf(program).get(eventType) ?? 0);
    }
    return longest;
  }
}

const lookbacks = new WeakMap<Program, ReadonlyMap<string, number>>();

/** How long waits of a version look back, by event type, ms: read once for each. */
function lookbacksOf(program: Program): ReadonlyMap<string, number> {
  const known = lookbacks.get(program);
  if (known) return known;
  const found = new Map<string, number>();
  noteLookbacks(program, found);
  lookbacks.set(program, found);
  return found;
}

function noteLookbacks(program: Program, longest: Map<string, number>): void {
  for (const { data } of Object.values(program.plan.nodes)) {
    const duration = "lookback" in data && data.lookback !== undefined ? parseDuration(data.lookback) : undefined;
    if (!duration || !("on" in data)) continue;
    for (const { event } of data.on) longest.set(event, Math.max(longest.get(event) ?? 0, durationUpperMs(duration)));
  }
}

function audiencesOf(flow: PublishedFlow): AudienceTrigger[] {
  const { plan } = flow.newest;
  return plan.triggers.flatMap((nodeId): AudienceTrigger[] => {
    const node = plan.nodes[nodeId];
    // A trigger's parameters are read here because the directory is an index over triggers.
    if (!node || node.disabled || !("checkAt" in node.data)) return [];
    const { where, checkAt, existing } = node.data;
    const holds = compileCondition(where);
    return [
      {
        key: `${flow.flowId}/${nodeId}`,
        flow,
        nodeId,
        where,
        holds,
        mayHold: timelessTest(where),
        checkAt,
        enrollExisting: existing === "enroll",
      },
    ];
  });
}

function throttlesOf(flow: PublishedFlow): ThrottledTrigger[] {
  const { plan } = flow.newest;
  return plan.triggers.flatMap((nodeId): ThrottledTrigger[] => {
    const data = plan.nodes[nodeId]?.data;
    if (!data || !("entry" in data) || data.entry === undefined) return [];
    const isLimited = data.entry.perDay !== undefined || data.entry.perAdvisorPerDay !== undefined;
    return isLimited ? [{ flow, nodeId, entry: data.entry }] : [];
  });
}

function schedulesOf(flow: PublishedFlow): ScheduleTrigger[] {
  const { plan } = flow.newest;
  return plan.triggers.flatMap((nodeId): ScheduleTrigger[] => {
    const node = plan.nodes[nodeId];
    if (!node || node.disabled || !("catchUp" in node.data)) return [];
    return [{ flow, nodeId, data: node.data, holds: compileCondition(node.data.audience) }];
  });
}
