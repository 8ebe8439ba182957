import type { NodeDefinition } from "./node-definition.js";

export const exit: NodeDefinition<"exit"> = {
  type: "exit",
  trigger: false,
  ports: () => [],
  instant: () => true,
  check() {},
  rules: () => [],
  arrive: (scope) => ({ exit: scope.data.reason }),
};
