import { later } from "../journey/duration-of.js";
import { durationUpperMs, nextLocalTime, parseDuration, parseLocalTime } from "../time/index.js";
import type { NodeDefinition } from "./node-definition.js";
import { OUT } from "./trigger-common.js";

export const waitDuration: NodeDefinition<"wait.duration"> = {
  type: "wait.duration",
  trigger: false,
  ports: () => OUT,
  // A duration of zero up to a clock time is over at once for who arrives exactly then.
  instant: ({ duration }) => isZero(duration),
  check({ data }, check) {
    // With a clock time a duration of zero says: at the next such time.
    check.duration(data.duration, ["data", "duration"], data.at === undefined ? "duration.zero" : undefined);
  },
  rules: () => [{ port: "out", input: "timer", when: [] }],
  arrive(scope) {
    const { duration, at } = scope.data;
    const ends = later(scope.zone, scope.since, duration);
    scope.wakeAt(at === undefined ? ends : nextLocalTime(scope.zone, ends, parseLocalTime(at) ?? 0));
    return "stay";
  },
  wake: (scope) => scope.decide("timer"),
};

function isZero(duration: string): boolean {
  const parsed = parseDuration(duration);
  return parsed !== undefined && durationUpperMs(parsed) === 0;
}
