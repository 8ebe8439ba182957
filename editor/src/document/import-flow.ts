import { compileFlow, parseFlow } from "@sopflow/engine/core";
import { type Diagnostic, type Flow, flowSchema, makeDiagnostic } from "@sopflow/schemas";

/** What the engine's check may know of the brand. */
export type CheckOptions = Omit<Parameters<typeof compileFlow>[1], "version">;

export type ImportResult =
  /** Its shape is sound, so it can be opened as a draft; the problems keep it from being published. */
  | { readonly kind: "ready"; readonly flow: Flow; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: "refused"; readonly diagnostics: readonly Diagnostic[] };

/** A file beyond this was not written by a canvas; about ten times the largest sensible flow. */
export const MAX_FILE_LENGTH = 20_000_000;

/** Reads the text of a flow file and lists every problem it has, not only the first. Never throws. */
export function importFlow(text: string, options: CheckOptions = {}): ImportResult {
  if (text.length > MAX_FILE_LENGTH) return refused(makeDiagnostic("flow.too_large", "", { max: MAX_FILE_LENGTH }));
  let input: unknown;
  try {
    input = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    return refused(makeDiagnostic("flow.not_json", "", { problem: error instanceof Error ? error.message : "" }));
  }
  const { flow } = parseFlow(input);
  const { diagnostics } = compileFlow(input, { ...options, version: 1 });
  return flow ? { kind: "ready", flow, diagnostics } : { kind: "refused", diagnostics };
}

const refused = (problem: Diagnostic): ImportResult => ({ kind: "refused", diagnostics: [problem] });

/** A flow as the text of a file: indented and in the schema's order of keys, so that a comparison shows what changed. */
export const exportFlow = (flow: Flow): string => `${JSON.stringify(flowSchema.parse(flow), null, 2)}\n`;
