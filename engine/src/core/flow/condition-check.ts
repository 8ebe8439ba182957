import {
  type Condition,
  type ConditionLeaf,
  type DiagnosticParams,
  type ErrorCode,
  FACT_NAMES,
  isFactReference,
  isLeaf,
  lookUpFact,
  parseOperator,
  type Where,
} from "@sopflow/schemas";
import { checkComparison } from "./comparison-check.js";
import type { ConditionPlace } from "./condition-place.js";
import type { FlowFacts } from "./flow-facts.js";
import type { CheckPath } from "./node-check.js";
import { factSide, literalSide } from "./value-kinds.js";

export type Report = (code: ErrorCode, path: CheckPath, params?: DiagnosticParams) => void;

/** Facts that the compiler adds itself. */
const RESERVED: readonly string[] = ["position", "input"];
const CONDITION_FACTS = FACT_NAMES.filter((fact) => fact !== "advisor");

/** Reports every fault of a condition whose shape is sound: facts, their places, paths, operators, values. */
export function checkCondition(where: Where, path: CheckPath, place: ConditionPlace, facts: FlowFacts, report: Report) {
  walk(where, path);

  function walk(condition: Condition, at: CheckPath): void {
    if (isLeaf(condition)) checkLeaf(condition, at, place, facts, report);
    else if ("not" in condition) walk(condition.not, [...at, "not"]);
    else if ("all" in condition) walkList(condition.all, [...at, "all"]);
    else walkList(condition.any, [...at, "any"]);
  }

  function walkList(parts: readonly Condition[], at: CheckPath): void {
    parts.forEach((part, i) => {
      walk(part, [...at, i]);
    });
  }
}

function checkLeaf(leaf: ConditionLeaf, at: CheckPath, place: ConditionPlace, facts: FlowFacts, report: Report): void {
  const info = checkFact(leaf, at, place, facts, report);
  if (leaf.params !== undefined && leaf.fact !== "bucket") {
    report("condition.unknown_key", [...at, "params"], { key: "params" });
  }
  const reference = isFactReference(leaf.value) ? leaf.value : undefined;
  const other = reference && checkFact(reference, [...at, "value"], place, facts, report);
  const parsed = parseOperator(leaf.operator);
  if (info === undefined || parsed === undefined || (reference && !other)) return;
  const value = other ? factSide(other) : isFactReference(leaf.value) ? {} : literalSide([leaf.value]);
  const fault = checkComparison(parsed, factSide(info), value);
  if (!fault) return;
  const what = { operator: leaf.operator, path: nameOf(leaf), ...fault.params };
  report(fault.code, [...at, fault.part], what);
}

type FactAndPath = { readonly fact: string; readonly path?: string | undefined };

const nameOf = ({ fact, path }: FactAndPath) => (path === undefined ? fact : `${fact}${path.replace(/^\$/, "")}`);

/** The fact that is read, or undefined when its fault has been reported. */
export function checkFact(source: FactAndPath, at: CheckPath, place: ConditionPlace, facts: FlowFacts, report: Report) {
  const { fact, path } = source;
  const allowed = CONDITION_FACTS.filter((name) => isAllowed(name, place));
  if (RESERVED.includes(fact)) {
    report("condition.reserved_fact", [...at, "fact"], { fact });
  } else if (!CONDITION_FACTS.includes(fact)) {
    report("condition.unknown_fact", [...at, "fact"], { fact, facts: allowed.join(", ") });
  } else if (!allowed.includes(fact) || (fact === "bucket" && at.at(-1) === "value")) {
    // A reference has no room for an experiment, so a bucket cannot be one.
    report("condition.fact_not_allowed", [...at, "fact"], { fact, facts: allowed.join(", ") });
  } else {
    const info = facts.find(fact, path, place.event);
    if (info) return info;
    const attribute = fact === "customer" && lookUpFact(fact, path) ? path?.split(".").at(-1) : undefined;
    if (attribute !== undefined) report("attribute.unknown", [...at, "path"], { name: attribute });
    else report("condition.unknown_path", [...at, "path"], { fact, path: path ?? "" });
  }
  return undefined;
}

function isAllowed(fact: string, place: ConditionPlace): boolean {
  if (fact === "event") return place.event !== undefined;
  return place.enrolled || !["enrollment", "task", "tasks"].includes(fact);
}
