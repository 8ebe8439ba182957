import { later } from "../journey/duration-of.js";
import type { NodeScope } from "../journey/node-scope.js";
import { nextLocalTime, parseLocalTime } from "../time/index.js";
import type { NodeDefinition } from "./node-definition.js";
import { NODE_SHAPES } from "./node-shapes.js";

export const waitDuration: NodeDefinition<"wait.duration"> = {
  ...NODE_SHAPES["wait.duration"],
  check({ data }, check) {
    // With a clock time a duration of zero says: at the next such time.
    check.duration(data.duration, ["data", "duration"], data.at === undefined ? "duration.zero" : undefined);
  },
  rules: () => [{ port: "out", input: "timer", when: [] }],
  arrive: sleep,
  keepsStart: true,
  stand: sleep,
  wake: (scope) => scope.decide("timer"),
};

function sleep(scope: NodeScope<"wait.duration">): "stay" {
  const { duration, at } = scope.data;
  const ends = later(scope.zone, scope.since, duration);
  scope.wakeAt(at === undefined ? ends : nextLocalTime(scope.zone, ends, parseLocalTime(at) ?? 0));
  return "stay";
}
