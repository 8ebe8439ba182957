import type { NodeDefinition } from "./node-definition.js";
import { NODE_SHAPES } from "./node-shapes.js";

export const exit: NodeDefinition<"exit"> = {
  ...NODE_SHAPES.exit,
  check() {},
  rules: () => [],
  arrive: (scope) => ({ exit: scope.data.reason }),
};
