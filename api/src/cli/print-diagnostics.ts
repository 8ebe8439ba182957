import type { Diagnostic } from "@sopflow/schemas";

/** One line for each problem: severity, code, node, place in the file, and what to do in both languages. */
export const diagnosticLines = (file: string, diagnostics: readonly Diagnostic[]): string[] =>
  diagnostics.map(({ severity, code, nodeId, edgeId, path, message }) => {
    const part = nodeId !== undefined ? `node ${nodeId}` : edgeId !== undefined ? `edge ${edgeId}` : "flow";
    const words = `${message.zh} / ${message.en}`.replace(/\s*[\r\n]+\s*/g, " "); // quotes of the file may hold line ends
    return `${file}: ${severity} ${code} at ${part}, ${path || "(file)"}: ${words}`;
  });
