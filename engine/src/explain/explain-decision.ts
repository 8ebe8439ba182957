import type { JsonObject } from "@sopflow/schemas";
import type { Program } from "../core/flow/index.js";
import { conditionOfTrigger, recordedLeaves } from "../core/journey/index.js";
import { type JsonRule, RULE_INPUTS, type RuleInput } from "../core/rules/index.js";
import type { TraceRow } from "../store/index.js";
import { type ConditionRow, judgeRecorded, type RecordedValues } from "./recorded-condition.js";

/** One way that was asked about, the taken one last. */
export interface AskedRule {
  readonly name: string;
  /** Port it leads out by; "" for a trigger, an exit, a goal, or what concerns a task alone. */
  readonly port: string;
  readonly result: boolean;
  /** Nobody wrote a condition: it takes everybody. */
  readonly rows: readonly ConditionRow[];
}

/** Why a decision went as it did. */
export interface DecisionExplanation {
  /** Name of the rule that decided. */
  readonly rule?: string;
  readonly input?: RuleInput;
  /** Type of the event that asked. */
  readonly eventType?: string;
  readonly asked: readonly AskedRule[];
  /** `unrecorded`: made before values were recorded, or by another way than a condition. */
  readonly state: "explained" | "unrecorded";
  /** What json-rules-engine says of the recorded values is what the engine did; false would be a defect. */
  readonly agrees: boolean;
}

/**
 * Which line of the trace is a decision of rules or of a condition: an entry, a way, an exit, a goal, a task that an event
 * took back, or one that went out or did not by its own condition. A trigger is left without asking anything.
 */
export function isDecision(row: Pick<TraceRow, "what" | "detail">): boolean {
  const { what, detail } = row;
  if (what === "entered" || what === "exited" || what === "goal") return true;
  return (BY_RULE.has(what) && detail?.rule !== undefined) || isByOwnCondition(row);
}

const BY_RULE: ReadonlySet<TraceRow["what"]> = new Set(["left", "withdrawn", "dropped"]);

const isByOwnCondition = ({ what, detail }: Pick<TraceRow, "what" | "detail">): boolean =>
  (what === "issued" && detail?.saw !== undefined) || (what === "stale" && detail?.reason === "where");

/**
 * Why a customer entered, went this way or left: the conditions asked, over the values recorded, as json-rules-engine
 * judges them. `programOf` gives versions as they were; undefined where one is unknown. Undefined for what is no decision.
 */
export async function explainDecision(
  row: TraceRow,
  programOf: (flowId: string, version: number) => Promise<Program | undefined>,
): Promise<DecisionExplanation | undefined> {
  if (!isDecision(row)) return undefined;
  const detail = row.detail ?? {};
  const rule = typeof detail.rule === "string" ? detail.rule : undefined;
  // Exit rules of the newest version bind people in earlier ones: the rule's name tells which it was.
  const version = (rule === undefined ? undefined : versionOf(rule, row.flowId)) ?? row.version;
  const program = await programOf(row.flowId, version);
  const unknown = { asked: [], state: "unrecorded", agrees: true, ...(rule !== undefined && { rule }) } as const;
  if (!program) return unknown;
  const recorded = recordedOf(detail);
  if (isByOwnCondition(row)) return (await explainOwnCondition(row, program, recorded)) ?? unknown;
  return row.what === "entered"
    ? ((await explainEntry(row, program, recorded)) ?? unknown)
    : ((await explainRules(row, program, recorded, rule)) ?? unknown);
}

async function explainRules(
  row: TraceRow,
  program: Program,
  recorded: RecordedValues,
  name: string | undefined,
): Promise<DecisionExplanation | undefined> {
  const rule = program.rules.find((one) => one.name === name);
  if (!rule || name === undefined) return undefined;
  const input = inputOf(rule);
  const eventType = recorded.saw["event.type"];
  const place = {
    at: row.at,
    zone: program.plan.settings.timezone,
    position: `${program.flowId}@${program.version}/${row.nodeId}`,
    input,
  };
  const rules = rulesAsked(program, rule, place.position, input, typeof eventType === "string" ? eventType : undefined);
  const count = rules.reduce((sum, { conditions }) => sum + recordedLeaves(conditions).length, 0);
  if (count > 0 && isEmpty(recorded)) {
    // Comparisons that all met nothing are recorded as such: then there is an empty record.
    if (row.detail?.saw === undefined) return undefined;
  }
  const asked: AskedRule[] = [];
  let from = 0;
  let agrees = true;
  for (const one of rules) {
    const { result, rows } = await judgeRecorded(one.conditions, recorded, place, from);
    from += recordedLeaves(one.conditions).length;
    agrees &&= result === (one.name === name);
    asked.push({ name: one.name, port: portOf(one), result, rows });
  }
  return { rule: name, input, ...(typeof eventType === "string" && { eventType }), asked, state: "explained", agrees };
}

/** Rules of the kind that were asked before the one that held, and that one. */
function rulesAsked(
  { ruleSet }: Program,
  rule: JsonRule,
  position: string,
  input: RuleInput,
  eventType: string | undefined,
): JsonRule[] {
  // Each goal is counted for itself, and each task taken back for itself.
  if (rule.event.type === "goal" || rule.event.type === "cancel") return [rule];
  const lists =
    rule.event.type === "exit"
      ? ruleSet.exits(eventType).filter((one) => one.rule.event.type === "exit")
      : input === "event"
        ? ruleSet.onEvent(position, eventType)
        : ruleSet.at(position, input);
  const last = lists.findIndex((one) => one.rule.name === rule.name);
  return lists.slice(0, last + 1).map((one) => one.rule);
}

async function explainEntry(
  row: TraceRow,
  program: Program,
  recorded: RecordedValues,
): Promise<DecisionExplanation | undefined> {
  const where = conditionOfTrigger({ newest: program }, row.nodeId);
  if (where === undefined || row.detail?.saw === undefined) return undefined;
  const data = program.plan.nodes[row.nodeId]?.data;
  const place = { at: row.at, zone: program.plan.settings.timezone, position: "", input: "arrive" } as const;
  const { result, rows } = await judgeRecorded(where, recorded, place);
  return {
    ...(data && "event" in data && typeof data.event === "string" && { eventType: data.event }),
    asked: [{ name: `${program.flowId}@${program.version}/${row.nodeId}/enroll`, port: "", result, rows }],
    state: "explained",
    agrees: result,
  };
}

/** A task's, or a campaign slot's, own `where`: it holds where the task went out, and does not where it no longer fits. */
async function explainOwnCondition(
  row: TraceRow,
  program: Program,
  recorded: RecordedValues,
): Promise<DecisionExplanation | undefined> {
  const data = program.plan.nodes[row.nodeId]?.data;
  if (!data || row.detail?.saw === undefined) return undefined;
  const slot = "slots" in data ? data.slots.find(({ id }) => id === row.detail?.slot) : undefined;
  const where = slot ? slot.where : "wait" in data ? data.where : undefined;
  if (where === undefined) return undefined;
  const place = { at: row.at, zone: program.plan.settings.timezone, position: "", input: "arrive" } as const;
  const { result, rows } = await judgeRecorded(where, recorded, place);
  const name = `${program.flowId}@${program.version}/${row.nodeId}/where`;
  return { asked: [{ name, port: "", result, rows }], state: "explained", agrees: result === (row.what === "issued") };
}

/** The values that a trace line keeps. */
export function recordedOf({ saw, held }: JsonObject): RecordedValues {
  const isObject = (value: unknown): value is JsonObject =>
    typeof value === "object" && value !== null && !Array.isArray(value);
  const verdicts = isObject(held) ? Object.entries(held) : [];
  return {
    saw: isObject(saw) ? saw : {},
    held: Object.fromEntries(verdicts.map(([place, said]) => [place, said === true])),
  };
}

const isEmpty = ({ saw, held }: RecordedValues): boolean =>
  Object.keys(saw).length === 0 && Object.keys(held).length === 0;

/** What asks a rule stands in the rule itself. */
function inputOf({ conditions }: JsonRule): RuleInput {
  const parts = "all" in conditions ? conditions.all : [];
  const asked = parts.flatMap((part) => ("fact" in part && part.fact === "input" ? [part.value] : []))[0];
  return RULE_INPUTS.find((input) => input === asked) ?? "arrive";
}

function versionOf(rule: string, flowId: string): number | undefined {
  const found = rule.startsWith(`${flowId}@`) ? Number.parseInt(rule.slice(flowId.length + 1), 10) : Number.NaN;
  return Number.isSafeInteger(found) ? found : undefined;
}

const portOf = ({ event }: JsonRule): string =>
  event.type === "advance" && typeof event.params.port === "string" ? event.params.port : "";
