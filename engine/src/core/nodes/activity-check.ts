import type { NodeDefinition } from "./node-definition.js";
import { activePort, NODE_SHAPES } from "./node-shapes.js";

const DAYS_SINCE = { fact: "customer", path: "$.activity.daysSince" } as const;

export const activityCheck: NodeDefinition<"activity.check"> = {
  ...NODE_SHAPES["activity.check"],
  check() {},
  rules: (data) => [
    ...data.days.map((days) => ({
      port: activePort(days),
      input: "arrive" as const,
      when: [{ ...DAYS_SINCE, operator: "lessThanInclusive", value: days }],
    })),
    { port: "never", input: "arrive", when: [{ ...DAYS_SINCE, operator: "missing", value: true }] },
    { port: "inactive", input: "arrive", when: [] },
  ],
  arrive: (scope) => scope.decide("arrive"),
};
