import { z } from "zod";
import { ERROR_CODES, type ErrorCode, isErrorCode } from "./error-codes.js";
import { fillText, type Text } from "./text.js";

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

export interface Diagnostic {
  readonly code: ErrorCode;
  readonly severity: "error" | "warning";
  readonly nodeId?: string;
  readonly edgeId?: string;
  /** Dotted place in the flow file: `nodes.3.data.where.all.0.path`; "" = the file itself. */
  readonly path: string;
  readonly message: Text;
}

/** What fills the `{name}` places of a message. A `Text` differs by language. */
export type DiagnosticParams = Readonly<Record<string, string | number | Text>>;

export interface DiagnosticPlace {
  readonly nodeId?: string | undefined;
  readonly edgeId?: string | undefined;
  readonly severity?: Diagnostic["severity"];
}

/** A diagnostic with its message filled from the table. Severity is "error" unless said otherwise. */
export function makeDiagnostic(
  code: ErrorCode,
  path: string | readonly (string | number)[],
  params: DiagnosticParams = {},
  { nodeId, edgeId, severity = "error" }: DiagnosticPlace = {},
): Diagnostic {
  return {
    code,
    severity,
    ...(nodeId !== undefined && { nodeId }),
    ...(edgeId !== undefined && { edgeId }),
    path: typeof path === "string" ? path : path.join("."),
    message: errorText(code, params),
  };
}

/** The message of a code in both languages. Long values are cut, so that a hostile file makes no huge answer. */
export function errorText(code: ErrorCode, params: DiagnosticParams = {}): Text {
  const { zh, en } = ERROR_CODES[code];
  return {
    zh: fillText({ zh, en }, inLanguage(params, "zh")).zh,
    en: fillText({ zh, en }, inLanguage(params, "en")).en,
  };
}

const MAX_PARAM_LENGTH = 200;

function inLanguage(params: DiagnosticParams, language: keyof Text): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      const text = typeof value === "object" ? value[language] : String(value);
      return [name, text.length > MAX_PARAM_LENGTH ? `${text.slice(0, MAX_PARAM_LENGTH)}…` : text];
    }),
  );
}

/** True when any of them is an error. */
export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some((d) => d.severity === "error");
