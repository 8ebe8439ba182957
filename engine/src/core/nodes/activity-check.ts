import type { NodeDefinition } from "./node-definition.js";

const DAYS_SINCE = { fact: "customer", path: "$.activity.daysSince" } as const;
const portOf = (days: number) => `d${days}`;

export const activityCheck: NodeDefinition<"activity.check"> = {
  type: "activity.check",
  trigger: false,
  ports: (data) => [...data.days.map(portOf), "inactive", "never"],
  instant: () => true,
  check() {},
  rules: (data) => [
    ...data.days.map((days) => ({
      port: portOf(days),
      input: "arrive" as const,
      when: [{ ...DAYS_SINCE, operator: "lessThanInclusive", value: days }],
    })),
    { port: "never", input: "arrive", when: [{ ...DAYS_SINCE, operator: "missing", value: true }] },
    { port: "inactive", input: "arrive", when: [] },
  ],
  arrive: (scope) => scope.decide("arrive"),
};
