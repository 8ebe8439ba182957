import { describe, expect, it } from "vitest";
import { expectedRevision, optionalRevision, revisionTag } from "./revision.js";

describe("the revision a change was made from", () => {
  it("is read from If-Match, as the ETag wrote it, before the body", () => {
    expect(expectedRevision(revisionTag(7), 3)).toBe(7);
    expect(expectedRevision('W/"7"', undefined)).toBe(7);
    expect(expectedRevision("7", undefined)).toBe(7);
    expect(expectedRevision(undefined, 3)).toBe(3);
    expect(expectedRevision("*", 3)).toBe(3);
  });

  it("must be named for a save, and may be left out for a publish", () => {
    expect(() => expectedRevision(undefined, undefined)).toThrow(/if-match/);
    expect(optionalRevision(undefined, undefined)).toBeUndefined();
  });

  it("is refused when it makes no sense, rather than taken for none", () => {
    for (const header of ["", '"x"', "-1", '"1", "2"', "9".repeat(30)]) {
      expect(() => optionalRevision(header, 1)).toThrow(/if-match/);
    }
  });
});
