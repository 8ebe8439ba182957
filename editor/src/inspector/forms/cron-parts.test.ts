import { parseCron } from "@sopflow/engine/core";
import { describe, expect, it } from "vitest";
import { readCron, writeCron } from "./cron-parts.js";

function meaningOf(text: string) {
  const read = parseCron(text);
  if (!read.ok) return text;
  const { text: _text, ...meaning } = read.cron;
  return meaning;
}

describe("repeating times", () => {
  it.each([
    ["0 10 * * *", { kind: "daily", time: "10:00" }],
    ["30 9 * * 1,3", { kind: "weekly", time: "09:30", days: [1, 3] }],
    ["0 9 1,15 * *", { kind: "monthly", time: "09:00", days: [1, 15] }],
    ["*/5 * * * *", { kind: "custom", cron: "*/5 * * * *" }],
    ["0 9 1 1 *", { kind: "custom", cron: "0 9 1 1 *" }],
    ["nonsense", { kind: "custom", cron: "nonsense" }],
  ])("%s", (cron, parts) => {
    expect(readCron(cron)).toEqual(parts);
  });
  it("mean the same when they are written back", () => {
    for (const cron of ["0 10 * * *", "30 9 * * MON-FRI", "0 9 1,15 * *", "5 0 * * SUN"]) {
      expect(meaningOf(writeCron(readCron(cron)))).toEqual(meaningOf(cron));
    }
  });
});
