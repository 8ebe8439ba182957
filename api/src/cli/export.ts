import { exportAll } from "@sopflow/engine";
import { withStoreToLookAt } from "./open-data.js";
import type { AddCommand } from "./program.js";
import { startProgress } from "./progress.js";
import { table } from "./table.js";

/** `sopflow export FOLDER` */
export const addExport: AddCommand = (program, io) => {
  program
    .command("export")
    .description("write flows, brand, customers, tasks and events as plain files; never keys, sessions or links")
    .argument("<folder>", "made when it is missing; files of the same names are replaced")
    .option("--json", "print {file: lines}")
    .action(async (folder: string, { json }: { json?: boolean }) => {
      const lines = await withStoreToLookAt(io, async (store) => {
        const customers = await store.customers.count();
        const progress = startProgress(io, "export");
        try {
          return await exportAll({
            store,
            folder,
            signal: io.signal,
            onProgress: ({ file, lines: done }) => progress.at(done, Math.max(done, customers), file),
          });
        } finally {
          progress.end();
        }
      });
      if (json) io.out(JSON.stringify(lines, null, 2));
      else
        io.out(
          table(
            ["WHAT", "COUNT"],
            Object.entries(lines).map(([what, count]) => [what, String(count)]),
          ),
        );
    });
};
