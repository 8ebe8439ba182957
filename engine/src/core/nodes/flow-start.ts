import type { NodeDefinition } from "./node-definition.js";
import { OUT } from "./trigger-common.js";

export const flowStart: NodeDefinition<"flow.start"> = {
  type: "flow.start",
  trigger: false,
  ports: () => OUT,
  instant: () => true,
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
