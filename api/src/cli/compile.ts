import { EXIT } from "./exit-codes.js";
import { diagnosticLines } from "./print-diagnostics.js";
import type { AddCommand } from "./program.js";
import { readFlowFile } from "./read-flow-file.js";

/** `sopflow compile FLOW` */
export const addCompile: AddCommand = (program, io, exit) => {
  program
    .command("compile")
    .description("compile a flow file to JSON rules (json-rules-engine's format) and its plan, printed as JSON")
    .argument("<flow>", "flow file, - for standard input")
    .option("--rules", "print the rules alone, as `new Engine(rules)` takes them")
    .option("--json", "print problems as {ok, diagnostics} too, on standard output")
    .action(async (file: string, options: { rules?: boolean; json?: boolean }) => {
      const { compiled, diagnostics } = await readFlowFile(file, io);
      if (compiled) {
        for (const line of diagnosticLines(file, diagnostics)) io.err(line);
        io.out(JSON.stringify(options.rules ? compiled.rules : compiled, null, 2));
        return;
      }
      if (options.json) io.out(JSON.stringify({ ok: false, diagnostics }, null, 2));
      else for (const line of diagnosticLines(file, diagnostics)) io.err(line);
      exit(EXIT.badInput);
    });
};
