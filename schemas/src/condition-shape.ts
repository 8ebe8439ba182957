import type { Condition, ConditionLeaf, FactReference } from "./condition.js";
import { parseOperator } from "./operators.js";
import { textOfValue } from "./text-of-value.js";

type Emit = (path: (string | number)[], code: ConditionShapeCode, params?: Record<string, string>) => void;

export type ConditionShapeCode =
  | "condition.not_object"
  | "condition.several_groups"
  | "condition.empty_any"
  | "condition.too_deep"
  | "condition.not_list"
  | "condition.root_not_group"
  | "condition.unknown_key"
  | "condition.fact_missing"
  | "condition.bad_path"
  | "condition.unknown_operator"
  | "condition.bad_value";

const MAX_DEPTH = 32;
const GROUPS = ["all", "any", "not"] as const;
const LEAF_KEYS = new Set(["fact", "path", "operator", "value", "params"]);
/** A dotted name only: json-rules-engine's JSONPath could do far more, and all of it is refused. */
const DOTTED_PATH = /^\$(\.[\p{L}\p{N}_-]+)+$/u;

/** True for `$.a.b`, the only form of path that conditions may use. */
export const isDottedPath = (path: string): boolean => path.length <= 200 && DOTTED_PATH.test(path);

/** One comparison, not a group. */
export const isLeaf = (c: Condition): c is ConditionLeaf => "operator" in c;

/** The value is that of another fact. */
export const isFactReference = (v: ConditionLeaf["value"]): v is FactReference =>
  typeof v === "object" && v !== null && !Array.isArray(v);

/** Reports every fault of a condition's shape; says nothing of facts and types. Never recurses past the depth limit. */
export function checkConditionShape(root: unknown, emit: Emit): void {
  if (isRecord(root) && !GROUPS.some((g) => g in root)) {
    emit([], "condition.root_not_group");
    return;
  }
  walk(root, [], 1, emit);
}

function walk(value: unknown, path: (string | number)[], depth: number, emit: Emit): void {
  if (!isRecord(value)) {
    emit(path, "condition.not_object");
    return;
  }
  const groups = GROUPS.filter((g) => g in value);
  if (groups.length === 0) {
    checkLeaf(value, path, emit);
    return;
  }
  if (groups.length > 1) emit(path, "condition.several_groups");
  for (const key of Object.keys(value)) {
    if (!GROUPS.some((g) => g === key)) emit([...path, key], "condition.unknown_key", { key });
  }
  if (depth > MAX_DEPTH) {
    emit(path, "condition.too_deep");
    return;
  }
  for (const group of groups) {
    const inner = value[group];
    if (group === "not") {
      walk(inner, [...path, "not"], depth + 1, emit);
      continue;
    }
    if (!Array.isArray(inner)) {
      emit([...path, group], "condition.not_list");
      continue;
    }
    if (group === "any" && inner.length === 0) emit([...path, "any"], "condition.empty_any");
    inner.forEach((item, i) => {
      walk(item, [...path, group, i], depth + 1, emit);
    });
  }
}

function checkLeaf(leaf: Record<string, unknown>, path: (string | number)[], emit: Emit): void {
  for (const key of Object.keys(leaf)) {
    if (!LEAF_KEYS.has(key)) emit([...path, key], "condition.unknown_key", { key });
  }
  if (typeof leaf.fact !== "string" || leaf.fact === "") emit([...path, "fact"], "condition.fact_missing");
  if (leaf.path !== undefined && !(typeof leaf.path === "string" && isDottedPath(leaf.path))) {
    emit([...path, "path"], "condition.bad_path", { path: textOfValue(leaf.path) });
  }
  if (typeof leaf.operator !== "string" || !parseOperator(leaf.operator)) {
    emit([...path, "operator"], "condition.unknown_operator", { operator: textOfValue(leaf.operator) });
  }
  if (leaf.params !== undefined && !(isRecord(leaf.params) && isExperiment(leaf.params))) {
    emit([...path, "params"], "condition.unknown_key", { key: "params" });
  }
  if (!isValue(leaf.value)) emit([...path, "value"], "condition.bad_value");
}

const isExperiment = (params: Record<string, unknown>) =>
  Object.keys(params).length === 1 && typeof params.experiment === "string" && params.experiment !== "";

function isValue(value: unknown): boolean {
  if (Array.isArray(value)) return value.length <= 1_000 && value.every(isScalar);
  if (!isRecord(value)) return isScalar(value);
  const keys = Object.keys(value);
  if (typeof value.fact !== "string" || value.fact === "") return false;
  if (!keys.every((k) => k === "fact" || k === "path")) return false;
  return value.path === undefined || (typeof value.path === "string" && isDottedPath(value.path));
}

const isScalar = (v: unknown) =>
  v === null || typeof v === "string" || typeof v === "boolean" || (typeof v === "number" && Number.isFinite(v));

const isRecord = (v: unknown): v is Record<string, unknown> => typeof v === "object" && v !== null && !Array.isArray(v);
