import { NODE_PLACE } from "../flow/condition-place.js";
import type { NodeDefinition } from "./node-definition.js";
import { ELSE, NODE_SHAPES } from "./node-shapes.js";

export const branch: NodeDefinition<"branch"> = {
  ...NODE_SHAPES.branch,
  check({ data }, check) {
    check.distinctIds(data.cases, ["data", "cases"], { zh: "分支", en: "cases" });
    data.cases.forEach((c, i) => {
      if (c.id === ELSE) check.error("branch.reserved_case", ["data", "cases", i, "id"], { id: c.id });
      check.where(c.where, ["data", "cases", i, "where"], NODE_PLACE);
    });
  },
  resolve: (data, prepare) => ({ ...data, cases: data.cases.map((c) => ({ ...c, where: prepare(c.where) })) }),
  rules: (data) => [
    ...data.cases.map((c) => ({ port: c.id, input: "arrive" as const, when: [c.where] })),
    { port: ELSE, input: "arrive", when: [] },
  ],
  arrive: (scope) => scope.decide("arrive"),
};
