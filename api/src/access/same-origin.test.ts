import { describe, expect, it } from "vitest";
import { isSameOrigin, mayChange } from "./same-origin.js";

const host = "127.0.0.1:4870";

describe("where a change comes from", () => {
  it("is accepted from our own page with our header only", () => {
    expect(mayChange({ host, "sec-fetch-site": "same-origin", "x-sopflow": "1" })).toBe(true);
    expect(mayChange({ host, origin: `http://${host}`, "x-sopflow": "1" })).toBe(true);
    expect(mayChange({ host, "sec-fetch-site": "same-origin" })).toBe(false);
    expect(mayChange({ host, "x-sopflow": "1" })).toBe(false);
  });

  it("is refused from any other page, however it calls itself", () => {
    for (const site of ["cross-site", "same-site", "none", ""]) {
      expect(mayChange({ host, "sec-fetch-site": site, origin: `http://${host}`, "x-sopflow": "1" })).toBe(false);
    }
    for (const origin of ["null", "", "http://127.0.0.1:4871", `http://${host}.evil.example`, "not an address"]) {
      expect(isSameOrigin({ host, origin })).toBe(false);
    }
  });

  it("is unknown when the browser says nothing", () => {
    expect(isSameOrigin({ host })).toBeUndefined();
  });
});
