import { Command } from "commander";
import { addBacktest } from "./backtest.js";
import { addCompile } from "./compile.js";
import type { ExitCode } from "./exit-codes.js";
import { addExport } from "./export.js";
import { addFlows } from "./flows.js";
import { addImport } from "./import.js";
import type { Io } from "./io.js";
import { addServe } from "./serve.js";
import { addStore } from "./store.js";
import { addTasks } from "./tasks.js";
import { addValidate } from "./validate.js";
import { addWecomSim } from "./wecom-sim.js";

/** Adds one command. `exit` says how it ended, where that is not 0. */
export type AddCommand = (program: Command, io: Io, exit: (code: ExitCode) => void) => void;

const COMMANDS: readonly AddCommand[] = [
  addServe,
  addValidate,
  addCompile,
  addBacktest,
  addImport,
  addExport,
  addFlows,
  addTasks,
  addStore,
  addWecomSim,
];

/** The command line with all its commands. Wrong usage throws commander's error, after saying what is wrong. */
export function createProgram(io: Io, exit: (code: ExitCode) => void): Command {
  const program = new Command("sopflow")
    .description("Customer-lifecycle SOPs for WeCom: drawn on a canvas, run by an engine, done by advisors")
    .version("0.1.0")
    .showHelpAfterError("(add --help for what it takes)")
    .addHelpText(
      "after",
      "\nExit codes: 0 good, 1 the input is bad, 2 wrong usage, 3 failure." +
        "\nEnvironment: SOPFLOW_DATA (data folder, ./.data), SOPFLOW_STORE (sqlite or mongodb://…), SOPFLOW_HOST, SOPFLOW_PORT, SOPFLOW_DEMO=0, SOPFLOW_LOG.",
    );
  for (const add of COMMANDS) add(program, io, exit);
  for (const command of [program, ...program.commands.flatMap((one) => [one, ...one.commands])]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => io.out(text.replace(/\n$/, "")),
      writeErr: (text) => io.err(text.replace(/\n$/, "")),
    });
  }
  return program;
}
