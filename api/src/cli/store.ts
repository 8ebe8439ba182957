import { copyStore, DataFolderError } from "@sopflow/engine";
import { CommandFailure } from "./command-failure.js";
import { EXIT } from "./exit-codes.js";
import type { AddCommand } from "./program.js";
import { type Progress, startProgress } from "./progress.js";
import { table } from "./table.js";

/** `sopflow store copy FROM TO` */
export const addStore: AddCommand = (program, io) => {
  const store = program.command("store").description("move data between the embedded store and MongoDB");
  store
    .command("copy")
    .description("copy everything from one store to an empty one, and compare both; no server may run on either")
    .argument("<from>", "data folder, data file (.db), or mongodb://host/database")
    .argument("<to>", "the same; what an interrupted copy has left is replaced")
    .option("--json", "print [{table, count, hash}]")
    .action(async (from: string, to: string, { json }: { json?: boolean }) => {
      let progress: Progress | undefined;
      try {
        const copied = await copyStore({
          from,
          to,
          signal: io.signal,
          onProgress(name, done, total) {
            progress ??= startProgress(io, "copy");
            progress.at(done, total, name);
          },
        });
        progress?.end();
        if (json) io.out(JSON.stringify(copied, null, 2));
        else {
          const rows = copied.map(({ table: name, count, hash }) => [name, String(count), hash]);
          io.out(table(["WHAT", "ROWS", "CHECKED"], rows));
          io.err(
            "Both stores hold the same. Files of the library (`files` in the data folder) are no part of a store.",
          );
        }
      } catch (error) {
        if (error instanceof DataFolderError) throw new CommandFailure(EXIT.badInput, error.message, { cause: error });
        throw error;
      } finally {
        progress?.end();
      }
    });
};
