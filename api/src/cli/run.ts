import { CommanderError } from "commander";
import { describeFailure } from "./describe-failure.js";
import { EXIT, type ExitCode } from "./exit-codes.js";
import type { Io } from "./io.js";
import { createProgram } from "./program.js";

/** Runs one command line (without node and script) and resolves to its exit code. Never rejects. */
export async function runCli(args: readonly string[], io: Io): Promise<ExitCode> {
  let exit: ExitCode = EXIT.good;
  const program = createProgram(io, (code) => {
    exit = code;
  });
  try {
    await program.parseAsync([...args], { from: "user" });
    return exit;
  } catch (error) {
    // commander has said what is wrong with the line, or has shown help because it was asked to.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.good : EXIT.usage;
    const failure = describeFailure(error);
    if (failure.line !== "") io.err(`sopflow: ${failure.line}`);
    if (io.env.SOPFLOW_DEBUG && error instanceof Error) io.err(error.stack ?? "");
    return failure.exit;
  }
}
