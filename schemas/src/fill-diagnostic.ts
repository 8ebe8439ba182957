import type { ErrorCode } from "./error-codes.js";
import { fillText, type Text } from "./text.js";

/** Something wrong, or worth a look, in a flow: what `diagnosticSchema` describes. */
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

/** A diagnostic whose message is given: for those who hold only the part of the table that they need. */
export function fillDiagnostic(
  code: ErrorCode,
  message: Text,
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
    message: fillMessage(message, params),
  };
}

/** A message of the table in both languages. Long values are cut, so that a hostile file makes no huge answer. */
export function fillMessage({ zh, en }: Text, params: DiagnosticParams = {}): Text {
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
