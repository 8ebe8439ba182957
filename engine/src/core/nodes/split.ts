import type { DataOf } from "@sopflow/schemas";
import { defaultExperiment } from "../flow/rule-draft.js";
import { noteArm } from "../journey/arms.js";
import type { NodeDefinition } from "./node-definition.js";
import { NODE_SHAPES } from "./node-shapes.js";

const BUCKETS = 10_000;

/** Where each variant begins and ends among the buckets, `[from, to)`: shares are rounded once, at the borders. */
export function bucketRanges({ variants }: DataOf<"split">): { id: string; from: number; to: number }[] {
  const total = variants.reduce((sum, v) => sum + v.weight, 0);
  let before = 0;
  return variants.map(({ id, weight }) => {
    const from = total === 0 ? 0 : Math.round((before / total) * BUCKETS);
    before += weight;
    const to = total === 0 ? 0 : Math.round((before / total) * BUCKETS);
    return { id, from, to };
  });
}

export const split: NodeDefinition<"split"> = {
  ...NODE_SHAPES.split,
  check({ data }, check) {
    check.distinctIds(data.variants, ["data", "variants"], { zh: "分组", en: "variants" });
    if (data.variants.every((v) => v.weight === 0)) check.error("split.no_weight", ["data", "variants"]);
    bucketRanges(data).forEach(({ id, from, to }, i) => {
      const weight = data.variants[i]?.weight ?? 0;
      if (weight > 0 && from === to) check.warn("split.too_small", ["data", "variants", i, "weight"], { id });
    });
  },
  rules(data, scope) {
    const params = { experiment: data.experiment ?? defaultExperiment(scope) };
    return bucketRanges(data)
      .filter(({ from, to }) => from < to)
      .map(({ id, from, to }) => ({
        port: id,
        input: "arrive",
        when: [
          { fact: "bucket", params, operator: "greaterThanInclusive", value: from },
          { fact: "bucket", params, operator: "lessThan", value: to },
        ],
      }));
  },
  arrive(scope) {
    const way = scope.decide("arrive");
    if (way) noteArm(scope.run, scope.enrollment, scope.node.id, way.port);
    return way;
  },
};
