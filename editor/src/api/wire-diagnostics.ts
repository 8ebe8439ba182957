import type { Diagnostic, SavedFlow } from "@sopflow/schemas";

/** Problems as they came over the wire: JSON leaves out what is undefined, which the schema's type does not know. */
export const wireDiagnostics = (diagnostics: SavedFlow["diagnostics"]): readonly Diagnostic[] =>
  diagnostics as readonly Diagnostic[]; // see above
