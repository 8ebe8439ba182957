import { AUDIENCE_PLACE } from "../flow/condition-place.js";
import { parseCron } from "../time/index.js";
import type { NodeDefinition } from "./node-definition.js";
import { NODE_SHAPES } from "./node-shapes.js";

export const triggerSchedule: NodeDefinition<"trigger.schedule"> = {
  ...NODE_SHAPES["trigger.schedule"],
  check({ data }, check) {
    const cron = data.cron === undefined ? undefined : parseCron(data.cron);
    if (cron?.ok === false) {
      check.error("trigger.bad_cron", ["data", "cron"], { cron: data.cron ?? "", reason: cron.reason });
    }
    check.notPast(data.at, ["data", "at"]);
    check.where(data.audience, ["data", "audience"], AUDIENCE_PLACE);
  },
  resolve: (data, prepare) => ({ ...data, audience: prepare(data.audience) }),
  rules: (data) => [{ port: "out", input: "timer", when: [data.audience] }],
  // Nothing leads to a trigger: entering a flow begins behind it.
  arrive: () => "stay",
};
