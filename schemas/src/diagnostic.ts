import { z } from "zod";
import { ERROR_CODES, type ErrorCode, isErrorCode } from "./error-codes.js";
import {
  type Diagnostic,
  type DiagnosticParams,
  type DiagnosticPlace,
  fillDiagnostic,
  fillMessage,
} from "./fill-diagnostic.js";
import type { Text } from "./text.js";

/** Something wrong, or worth a look, in a flow. An error keeps it from being published, a warning does not. */
export const diagnosticSchema = z.object({
  code: z.custom<ErrorCode>((v) => typeof v === "string" && isErrorCode(v), "use a code of the error code table"),
  severity: z.enum(["error", "warning"]),
  nodeId: z.string().optional(),
  edgeId: z.string().optional(),
  /** Dotted place in the flow file: `nodes.3.data.where.all.0.path`; "" = the file itself. */
  path: z.string(),
  message: z.object({ zh: z.string(), en: z.string() }),
});

/** A diagnostic with its message filled from the table. Severity is "error" unless said otherwise. */
export const makeDiagnostic = (
  code: ErrorCode,
  path: string | readonly (string | number)[],
  params: DiagnosticParams = {},
  place: DiagnosticPlace = {},
): Diagnostic => fillDiagnostic(code, ERROR_CODES[code], path, params, place);

/** The message of a code in both languages. Long values are cut, so that a hostile file makes no huge answer. */
export const errorText = (code: ErrorCode, params: DiagnosticParams = {}): Text =>
  fillMessage(ERROR_CODES[code], params);

/** True when any of them is an error. */
export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some((d) => d.severity === "error");
