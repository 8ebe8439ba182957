import type { DataOf } from "@sopflow/schemas";
import { planTask } from "../journey/plan-task.js";
import type { NodeDefinition } from "./node-definition.js";
import { checkTaskWork, resolveTaskWork } from "./task-work.js";
import { OUT } from "./trigger-common.js";

function ports(data: DataOf<"task">): readonly string[] {
  if (!data.wait) return OUT;
  return [
    ...(data.outcomes.length > 0 ? data.outcomes.map((o) => o.id) : ["done"]),
    "skipped",
    "expired",
    ...(data.where === undefined ? [] : ["stale"]),
    ...(data.channel === "group_send" ? ["not_friend", "limit"] : []),
  ];
}

export const task: NodeDefinition<"task"> = {
  type: "task",
  trigger: false,
  ports,
  // A condition that does not hold at issue lets the enrollment go on at once, just as a task nobody waits for.
  instant: (data, port) => !data.wait || port === "stale",
  check({ data }, check) {
    checkTaskWork(data, ["data"], check);
    if (!data.wait && data.outcomes.length > 0) check.warn("task.outcomes_unused", ["data", "outcomes"]);
  },
  resolve: (data, prepare) => resolveTaskWork(data, prepare),
  rules(data) {
    if (!data.wait) return [{ port: "out", input: "arrive", when: [] }];
    return ports(data).map((port) => ({
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
};
