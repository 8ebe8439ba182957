import { z } from "zod";
import { type ErrorCode, isErrorCode } from "../error-codes.js";

/** A code of the error code table; OpenAPI shows it as a string. */
export const errorCodeSchema = z.custom<ErrorCode>(
  (value) => typeof value === "string" && isErrorCode(value),
  "use a code of the error code table",
);

/** The one shape of every error answer. `message` is in the language asked for; `details` is for programs. */
export const wireErrorSchema = z.object({
  code: errorCodeSchema,
  message: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
});
export type WireError = z.infer<typeof wireErrorSchema>;

/** One field of a request that is not valid: dotted path inside body, query or params. */
export const fieldProblemSchema = z.object({ path: z.string(), message: z.string() });
export type FieldProblem = z.infer<typeof fieldProblemSchema>;
