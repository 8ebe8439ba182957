import { effectId } from "../journey/ids.js";
import { renderFor } from "../journey/render-text.js";
import type { NodeDefinition } from "./node-definition.js";
import { NODE_SHAPES } from "./node-shapes.js";

export const notify: NodeDefinition<"notify"> = {
  ...NODE_SHAPES.notify,
  check({ data }, check) {
    check.template(data.text, ["data", "text"]);
    check.assignee(data.to, ["data", "to"]);
  },
  rules: () => [{ port: "out", input: "arrive", when: [] }],
  arrive(scope) {
    const { run, enrollment, data } = scope;
    const advisorId =
      data.to === "owner" ? run.customer.advisorId : data.to.startsWith("advisor:") ? data.to.slice(8) : undefined;
    run.effects.push({
      kind: "notify",
      id: effectId(enrollment.id, scope.node.id, enrollment.visit, "notify", "0"),
      to: data.to as "owner" | "lead" | `advisor:${string}`, // the schema's pattern says so
      ...(advisorId === undefined ? {} : { advisorId }),
      text: renderFor(run, enrollment, scope.node.id, data.text),
      customerId: run.customer.id,
      flowId: enrollment.flowId,
      nodeId: scope.node.id,
      at: run.at,
    });
    return scope.decide("arrive");
  },
};
