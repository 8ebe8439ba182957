import { type DiagnosticParams, type ErrorCode, errorText, type Text } from "@sopflow/schemas";

/** A request that cannot be answered as asked. The error handler turns it into `{code, message, details}`. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  private constructor(
    readonly code: ErrorCode,
    readonly text: Text,
    readonly details?: Record<string, unknown>,
  ) {
    super(text.en);
  }

  /** With the table's message, its places filled from `params`. */
  static of(code: ErrorCode, params: DiagnosticParams = {}, details?: Record<string, unknown>): ApiError {
    return new ApiError(code, errorText(code, params), details);
  }

  /** With a message that somebody else has filled already. */
  static worded(code: ErrorCode, text: Text, details?: Record<string, unknown>): ApiError {
    return new ApiError(code, text, details);
  }
}
