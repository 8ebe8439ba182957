import { type Condition, type ConditionLeaf, isFactReference, isLeaf, type Where } from "@sopflow/schemas";

/**
 * A condition as it runs: every bucket names its experiment, and beside every value taken from a fact stands that this
 * fact exists, so that two missing values are never "equal" (FLOW-FORMAT §2).
 */
export const prepareWhere = (where: Where, experiment: string): Where => {
  const prepared = prepare(where, experiment);
  return isLeaf(prepared) ? { all: [prepared] } : prepared;
};

function prepare(condition: Condition, experiment: string): Condition {
  if (isLeaf(condition)) return prepareLeaf(condition, experiment);
  if ("not" in condition) return { not: prepare(condition.not, experiment) };
  if ("any" in condition) return { any: condition.any.map((part) => prepare(part, experiment)) };
  return { all: condition.all.map((part) => prepare(part, experiment)) };
}

function prepareLeaf(leaf: ConditionLeaf, experiment: string): Condition {
  const named = leaf.fact === "bucket" && leaf.params === undefined ? { ...leaf, params: { experiment } } : leaf;
  if (!isFactReference(leaf.value)) return named;
  const { fact, path } = leaf.value;
  return { all: [{ fact, ...(path !== undefined && { path }), operator: "exists", value: true }, named] };
}
