import { type Diagnostic, type DiagnosticParams, type ErrorCode, errorText, type Text } from "@sopflow/schemas";

/** What became of a change: done, or refused by one code with every problem listed. Nothing was changed when refused. */
export type FlowAnswer<T> =
  | { readonly status: "ok"; readonly value: T; readonly diagnostics: readonly Diagnostic[] }
  | FlowRefusal;

export interface FlowRefusal {
  readonly status: "refused";
  readonly code: ErrorCode;
  readonly message: Text;
  readonly diagnostics?: readonly Diagnostic[];
}

export const done = <T>(value: T, diagnostics: readonly Diagnostic[] = []): FlowAnswer<T> => ({
  status: "ok",
  value,
  diagnostics,
});

export const refuse = (
  code: ErrorCode,
  params: DiagnosticParams,
  diagnostics?: readonly Diagnostic[],
): FlowRefusal => ({
  status: "refused",
  code,
  message: errorText(code, params),
  ...(diagnostics === undefined ? {} : { diagnostics }),
});

/** A file with problems of its own. */
export const refuseProblems = (diagnostics: readonly Diagnostic[]): FlowRefusal =>
  refuse("flow.has_problems", { count: diagnostics.filter((d) => d.severity === "error").length }, diagnostics);
