import { NodeError } from "../journey/errors.js";
import type { NodeDefinition } from "./node-definition.js";

export const webhook: NodeDefinition<"webhook"> = {
  type: "webhook",
  trigger: false,
  ports: () => ["ok", "failed"],
  // Nothing rests between two calls, so a loop of them would call out for ever.
  instant: () => true,
  check(_node, check) {
    check.notRunning({ zh: "Webhook", en: "webhook" }, []);
  },
  rules: () =>
    ["ok", "failed"].map((port) => ({
      port,
      input: "result",
      when: [{ fact: "task", path: "$.outcome", operator: "equal", value: port }],
    })),
  arrive() {
    throw new NodeError("flow.not_running_yet", "webhooks do not run yet; publishing refuses them");
  },
};
