import type { NodeDefinition } from "./node-definition.js";
import { NODE_SHAPES } from "./node-shapes.js";

export const flowStart: NodeDefinition<"flow.start"> = {
  ...NODE_SHAPES["flow.start"],
  check({ data }, check) {
    check.flowReference(data.flowId, ["data", "flowId"]);
  },
  rules: () => [{ port: "out", input: "arrive", when: [] }],
  starts: (data) => data.flowId,
  arrive(scope) {
    scope.run.start(scope.data.flowId, scope.enrollment.entry);
    return scope.decide("arrive");
  },
};
