import type { NodeDefinition } from "./node-definition.js";
import { NODE_SHAPES } from "./node-shapes.js";

export const triggerManual: NodeDefinition<"trigger.manual"> = {
  ...NODE_SHAPES["trigger.manual"],
  check() {},
  rules: () => [{ port: "out", input: "arrive", when: [] }],
  // Nothing leads to a trigger: entering a flow begins behind it.
  arrive: () => "stay",
};
