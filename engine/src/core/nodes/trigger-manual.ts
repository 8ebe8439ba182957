import type { NodeDefinition } from "./node-definition.js";
import { checkTriggerCommon, OUT } from "./trigger-common.js";

export const triggerManual: NodeDefinition<"trigger.manual"> = {
  type: "trigger.manual",
  trigger: true,
  ports: () => OUT,
  instant: () => true,
  check({ data }, check) {
    check.notRunning({ zh: "手动触发", en: "manual trigger" }, []);
    checkTriggerCommon(data, check);
  },
  rules: () => [{ port: "out", input: "arrive", when: [] }],
  // Nothing leads to a trigger: entering a flow begins behind it.
  arrive: () => "stay",
};
