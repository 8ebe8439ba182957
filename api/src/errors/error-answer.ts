import { ConflictError, StoreError } from "@sopflow/engine";
import { ERROR_CODES, type ErrorCode, errorText, type FieldProblem, type Text, type WireError } from "@sopflow/schemas";
import type { FastifyError } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { ApiError } from "./api-error.js";

/** What is sent for an error, and whether it is our fault and so belongs into the log. */
export interface ErrorAnswer {
  readonly status: number;
  readonly body: WireError;
  readonly ours: boolean;
  readonly retryAfterSeconds?: number;
}

/** Seconds after which a request that met a busy store is worth sending again. */
const BUSY_RETRY_SECONDS = 1;

export interface ErrorPlace {
  readonly requestId: string;
  readonly language: keyof Text;
  /** Most bytes the route takes. */
  readonly bodyLimit: number;
}

/** Every error of a request in one form. What it does not know is `server.failure`, with the id to look up in the log. */
export function errorAnswer(error: unknown, { requestId, language, bodyLimit }: ErrorPlace): ErrorAnswer {
  if (error instanceof ApiError) {
    return {
      status: ERROR_CODES[error.code].status,
      body: { code: error.code, message: error.text[language], ...(error.details && { details: error.details }) },
      ours: ERROR_CODES[error.code].status >= 500,
    };
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const fields = error.validation.map(
      (v): FieldProblem => ({
        path: [error.validationContext ?? "body", ...v.instancePath.split("/").filter(Boolean)].join("."),
        message: v.message ?? "not valid",
      }),
    );
    const problem = fields.map((f) => `${f.path}: ${f.message}`).join("; ");
    return plain("request.invalid", language, { problem }, { fields });
  }
  if (isFastifyError(error)) {
    const known = byFastifyCode(error, language, bodyLimit);
    if (known) return known;
  }
  if (error instanceof ConflictError) return plain("server.overloaded", language, { seconds: BUSY_RETRY_SECONDS });
  if (error instanceof StoreError) {
    const answer = plain("server.overloaded", language, { seconds: BUSY_RETRY_SECONDS });
    return { ...answer, ours: true, retryAfterSeconds: BUSY_RETRY_SECONDS };
  }
  return { ...plain("server.failure", language, { id: requestId }), ours: true };
}

function byFastifyCode(error: FastifyError, language: keyof Text, bodyLimit: number): ErrorAnswer | undefined {
  if (error.code === "FST_ERR_CTP_BODY_TOO_LARGE") {
    return plain("request.too_large", language, { max: `${bodyLimit} B` });
  }
  if (error.code === "FST_ERR_CTP_INVALID_MEDIA_TYPE") return plain("request.unsupported_type", language);
  // Whatever else the framework finds wrong with a request (bad JSON, length, encoding) is the sender's to correct.
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return plain("request.invalid", language, { problem: error.message });
  }
  return undefined;
}

function plain(
  code: ErrorCode,
  language: keyof Text,
  params: Record<string, string | number> = {},
  details?: Record<string, unknown>,
): ErrorAnswer {
  return {
    status: ERROR_CODES[code].status,
    body: { code, message: errorText(code, params)[language], ...(details && { details }) },
    ours: false,
  };
}

const isFastifyError = (error: unknown): error is FastifyError =>
  error instanceof Error && "code" in error && typeof error.code === "string";
