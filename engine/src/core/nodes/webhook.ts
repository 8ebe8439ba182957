import { NodeError } from "../journey/errors.js";
import type { NodeDefinition } from "./node-definition.js";
import { NODE_SHAPES } from "./node-shapes.js";

export const webhook: NodeDefinition<"webhook"> = {
  ...NODE_SHAPES.webhook,
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
