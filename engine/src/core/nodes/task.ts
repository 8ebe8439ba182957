import { nextVisit } from "../journey/node-scope.js";
import { planTask } from "../journey/plan-task.js";
import type { NodeDefinition } from "./node-definition.js";
import { NODE_SHAPES } from "./node-shapes.js";
import { checkTaskWork, resolveTaskWork } from "./task-work.js";

export const task: NodeDefinition<"task"> = {
  ...NODE_SHAPES.task,
  check({ data }, check) {
    checkTaskWork(data, ["data"], check);
    if (!data.wait && data.outcomes.length > 0) check.warn("task.outcomes_unused", ["data", "outcomes"]);
  },
  resolve: (data, prepare) => resolveTaskWork(data, prepare),
  rules(data) {
    if (!data.wait) return [{ port: "out", input: "arrive", when: [] }];
    return NODE_SHAPES.task.ports(data).map((port) => ({
      port,
      input: "result",
      when: [{ fact: "task", path: "$.outcome", operator: "equal", value: port }],
    }));
  },
  // The task is allotted at the end of this instant; `out`, `stale` and results are taken from there.
  arrive(scope) {
    planTask(scope);
    return "stay";
  },
  // A task that is out or planned is this visit's. One that was taken back is another when it goes out again.
  stand(scope) {
    const { enrollment, node, data } = scope;
    const isOwn = (t: { nodeId: string; visit: number }) => t.nodeId === node.id && t.visit === enrollment.visit;
    if (enrollment.pending.some(isOwn)) return "stay";
    if (enrollment.tasks.some(isOwn)) return data.wait ? "stay" : scope.decide("arrive");
    nextVisit(enrollment);
    planTask(scope);
    return "stay";
  },
};
