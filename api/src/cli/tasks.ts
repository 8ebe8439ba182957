import { TASK_STATES, type Task, type TaskState } from "@sopflow/schemas";
import { Option } from "commander";
import { withStoreToLookAt } from "./open-data.js";
import { positive } from "./option-parsers.js";
import type { AddCommand } from "./program.js";
import { table } from "./table.js";

interface TaskOptions {
  readonly advisor?: string;
  readonly customer?: string;
  readonly flow?: string;
  readonly state: TaskState | "all";
  readonly limit: number;
  readonly json?: boolean;
}

/** `sopflow tasks` */
export const addTasks: AddCommand = (program, io) => {
  program
    .command("tasks")
    .description("list tasks, earliest deadline first")
    .option("--advisor <id>", "of one advisor")
    .option("--customer <id>", "for one customer")
    .option("--flow <id>", "of one flow")
    .addOption(new Option("--state <state>", "in one state").choices([...TASK_STATES, "all"]).default("open"))
    .option("--limit <n>", "at most so many", positive, 100)
    .option("--json", "print the tasks as they are stored")
    .action(async ({ advisor, customer, flow, state, limit, json }: TaskOptions) => {
      const tasks = await withStoreToLookAt(io, (store) =>
        store.tasks.query({
          ...(advisor !== undefined && { advisorId: advisor }),
          ...(customer !== undefined && { customerId: customer }),
          ...(flow !== undefined && { flowId: flow }),
          ...(state !== "all" && { states: [state] }),
          limit,
        }),
      );
      if (json) io.out(JSON.stringify(tasks, null, 2));
      else io.out(table(["DUE", "STATE", "ADVISOR", "CUSTOMER", "FLOW", "TITLE"], tasks.map(rowOf)));
    });
};

const rowOf = (task: Task) => [
  new Date(task.dueAt).toISOString().slice(0, 16),
  task.state,
  task.advisorId ?? "-",
  task.customerName ?? task.customerId,
  task.flowId,
  task.title,
];
