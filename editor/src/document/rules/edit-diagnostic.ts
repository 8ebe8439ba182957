import {
  type Diagnostic,
  type DiagnosticParams,
  type DiagnosticPlace,
  EDIT_CODES,
  fillDiagnostic,
} from "@sopflow/schemas";

/** Why an edit is refused, in the words of the table; the whole of it would weigh more than the canvas that needs these. */
export const editDiagnostic = (
  code: keyof typeof EDIT_CODES,
  path: string,
  params?: DiagnosticParams,
  place?: DiagnosticPlace,
): Diagnostic => fillDiagnostic(code, EDIT_CODES[code], path, params, place);
