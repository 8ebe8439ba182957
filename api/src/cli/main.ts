import { processIo } from "./io.js";
import { runCli } from "./run.js";

/** The `sopflow` command: runs `args` in this process and resolves to its exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const io = processIo();
  try {
    return await runCli(args, io);
  } finally {
    io.dispose();
  }
}
