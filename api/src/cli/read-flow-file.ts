import { type CompiledFlow, compileFlow } from "@sopflow/engine/core";
import { type Diagnostic, hasErrors, makeDiagnostic } from "@sopflow/schemas";
import type { Io } from "./io.js";
import { readInput } from "./read-input.js";

export interface ReadFlowFile {
  readonly file: string;
  /** Absent when the flow cannot be published as it is. */
  readonly compiled?: CompiledFlow;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads and compiles a flow file (`-` = standard input) as a publish would, version 1, without knowing a brand. What is
 * wrong with it comes back as diagnostics, also when it is no JSON at all; a file that cannot be read throws.
 */
export async function readFlowFile(file: string, io: Io): Promise<ReadFlowFile> {
  const text = await readInput(file, io);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { file, diagnostics: [makeDiagnostic("flow.not_json", "", { problem })] };
  }
  const { compiled, diagnostics } = compileFlow(json, { version: 1, now: Date.now(), publish: true });
  return { file, diagnostics, ...(compiled && !hasErrors(diagnostics) && { compiled }) };
}
