import { hasErrors } from "@sopflow/schemas";
import { EXIT } from "./exit-codes.js";
import { diagnosticLines } from "./print-diagnostics.js";
import type { AddCommand } from "./program.js";
import { readFlowFile } from "./read-flow-file.js";

/** `sopflow validate FLOW...` */
export const addValidate: AddCommand = (program, io, exit) => {
  program
    .command("validate")
    .description("check flow files and print every problem; exits 1 when one cannot be published")
    .argument("<flow...>", "flow files, - for standard input")
    .option("--json", "print [{file, ok, diagnostics}] (one object for one file)")
    .action(async (files: string[], { json }: { json?: boolean }) => {
      const read = [];
      for (const file of files) read.push(await readFlowFile(file, io));
      const answers = read.map(({ file, diagnostics }) => ({ file, ok: !hasErrors(diagnostics), diagnostics }));
      if (json) io.out(JSON.stringify(answers.length === 1 ? answers[0] : answers, null, 2));
      else {
        for (const { file, ok, diagnostics } of answers) {
          for (const line of diagnosticLines(file, diagnostics)) io.out(line);
          if (ok) io.out(`${file}: ok`);
        }
      }
      if (answers.some(({ ok }) => !ok)) exit(EXIT.badInput);
    });
};
