import type { ErrorCode } from "@sopflow/schemas";

/**
 * What can go wrong on this side of the wire: no answer at all, an answer that took too long, a request that its own
 * page gave up, or an answer that is not ours (a proxy's page, for instance).
 */
export const LOCAL_FAILURES = ["client.offline", "client.timeout", "client.aborted", "client.bad_answer"] as const;
export type LocalFailure = (typeof LOCAL_FAILURES)[number];
export type FailureCode = ErrorCode | LocalFailure;

/** A request without the answer that was asked for. `message` is in the reader's language and says what to do. */
export class ApiFailure extends Error {
  override readonly name = "ApiFailure";

  constructor(
    readonly code: FailureCode,
    message: string,
    /** HTTP status; 0 when no answer came. */
    readonly status: number,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }

  /** Nobody is signed in (any more). */
  get isSignedOut(): boolean {
    return this.code === "auth.required";
  }

  /** The same request may well succeed later: no connection, a busy server, too many requests. */
  get isPassing(): boolean {
    return this.status === 0 ? this.code !== "client.aborted" : this.status === 429 || this.status >= 500;
  }
}

/** The field problems of a `request.invalid` answer. */
export function fieldProblems(failure: ApiFailure): { path: string; message: string }[] {
  const { fields } = failure.details;
  if (!Array.isArray(fields)) return [];
  return fields.flatMap((field: unknown) => {
    if (typeof field !== "object" || field === null || !("path" in field) || !("message" in field)) return [];
    return [{ path: String(field.path).replace(/^body\./, ""), message: String(field.message) }];
  });
}
