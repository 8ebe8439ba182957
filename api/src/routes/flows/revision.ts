import { ApiError } from "../../errors/api-error.js";

/** A draft's revision as an `ETag`. */
export const revisionTag = (revision: number): string => `"${revision}"`;

/** The revision that a change was made from: `If-Match` (`"7"`) or the body's; one of them is needed. */
export function expectedRevision(ifMatch: string | undefined, inBody: number | undefined): number {
  const expected = optionalRevision(ifMatch, inBody);
  if (expected === undefined) throw ApiError.of("request.invalid", { problem: "headers.if-match: name the revision" });
  return expected;
}

/** As `expectedRevision`, where a change may also be made whatever the revision. */
export function optionalRevision(ifMatch: string | undefined, inBody: number | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch.trim() === "*") return inBody;
  const [, digits] = /^\s*(?:W\/)?"?(\d{1,15})"?\s*$/.exec(ifMatch) ?? [];
  if (digits === undefined)
    throw ApiError.of("request.invalid", { problem: 'headers.if-match: use a revision such as "7"' });
  return Number(digits);
}
