import { ApiError } from "../errors/api-error.js";

/** `next` of a page that goes on behind several values. Opaque to clients, so that its parts may change. */
export const writePageMark = (values: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(values)).toString("base64url");

/** The values; throws `badPageMark` for what is none of ours. */
export function readPageMark(text: string): readonly unknown[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    if (Array.isArray(values)) return values;
  } catch {
    // falls through: not one of ours
  }
  throw badPageMark();
}

export const badPageMark = (): ApiError =>
  ApiError.of("request.invalid", { problem: "query.after: use `next` of the page before" });
