import { describe, expect, it } from "vitest";
import { expectExactInverse, refusalCodes } from "../document.testkit.js";
import { changeSettings } from "./change-settings.js";

describe("changing the settings", () => {
  it("sets a field and is undone exactly", () => {
    expect(expectExactInverse(changeSettings, { path: ["priority"], value: 80 }).settings.priority).toBe(80);
    const window = { start: "09:00", end: "20:00", days: [1, 2] };
    const flow = expectExactInverse(changeSettings, { path: ["contactWindow"], value: window });
    expectExactInverse(changeSettings, { path: ["contactWindow"], value: undefined }, flow);
  });
  it("refuses what has no sound shape", () => {
    expect(refusalCodes(changeSettings, { path: ["priority"], value: 101 })).toEqual(["flow.bad_value"]);
    expect(refusalCodes(changeSettings, { path: ["colour"], value: "red" })).toEqual(["flow.unknown_key"]);
  });
});
