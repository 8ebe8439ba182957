import { withStoreToLookAt } from "./open-data.js";
import type { AddCommand } from "./program.js";
import { table } from "./table.js";

/** `sopflow flows` */
export const addFlows: AddCommand = (program, io) => {
  program
    .command("flows")
    .description("list the flows of the data folder with their state, version and people")
    .option("--json", "print [{flowId, name, state, …}]")
    .action(async ({ json }: { json?: boolean }) => {
      const flows = await withStoreToLookAt(io, async (store) => {
        const drafts = await store.flows.list();
        return Promise.all(
          drafts.map(async ({ flowId, flow, state, revision, publishedVersion, updatedAt }) => {
            const standing = await store.readSide.standing(flowId);
            const people = standing.reduce((sum, row) => sum + (row.state === "active" ? row.count : 0), 0);
            const openTasks = await store.tasks.count({ flowId, states: ["open"] });
            return { flowId, name: flow.name, state, revision, publishedVersion, updatedAt, people, openTasks };
          }),
        );
      });
      if (json) io.out(JSON.stringify(flows, null, 2));
      else {
        const rows = flows.map((f) => [
          f.flowId,
          f.state,
          f.publishedVersion === undefined ? "-" : String(f.publishedVersion),
          String(f.people),
          String(f.openTasks),
          f.name,
        ]);
        io.out(table(["FLOW", "STATE", "VERSION", "PEOPLE", "TASKS", "NAME"], rows));
      }
    });
};
