import { AUDIENCE_PLACE } from "../flow/condition-place.js";
import type { NodeDefinition } from "./node-definition.js";
import { NODE_SHAPES } from "./node-shapes.js";

export const triggerAudience: NodeDefinition<"trigger.audience"> = {
  ...NODE_SHAPES["trigger.audience"],
  check({ data }, check) {
    check.where(data.where, ["data", "where"], AUDIENCE_PLACE);
  },
  resolve: (data, prepare) => ({ ...data, where: prepare(data.where) }),
  // Asked of a customer whatever brought the question up, so it names no event and no timer.
  rules: (data) => [{ port: "out", input: "arrive", when: [data.where] }],
  // Nothing leads to a trigger: entering a flow begins behind it.
  arrive: () => "stay",
};
