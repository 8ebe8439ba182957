import { describe, expect, it } from "vitest";
import { closedRange, type DueFilter, dueRange } from "./due-filter.js";

const ZONE = "Asia/Shanghai";
/** 2026-06-18 10:00 in Shanghai. */
const NOW = Date.UTC(2026, 5, 18, 2);
const midnight = (day: number) => Date.UTC(2026, 5, day - 1, 16);

describe("the days of the list of tasks", () => {
  it.each<[DueFilter | undefined, object]>([
    [undefined, {}],
    ["overdue", { dueBefore: NOW }],
    ["until-today", { dueBefore: midnight(19) }],
    ["today", { dueFrom: midnight(18), dueBefore: midnight(19) }],
    ["ahead-today", { dueFrom: NOW, dueBefore: midnight(19) }],
    ["last-7", { dueFrom: midnight(11), dueBefore: NOW }],
    ["tomorrow", { dueFrom: midnight(19), dueBefore: midnight(20) }],
    ["2026-06-30", { dueFrom: midnight(30), dueBefore: midnight(31) }],
  ])("%s is counted by the brand's clock", (due, range) => {
    expect(dueRange(due, ZONE, NOW)).toEqual(range);
  });

  it("of closing are today's, or today's and those of the seven days before", () => {
    expect(closedRange(undefined, ZONE, NOW)).toEqual({});
    expect(closedRange("today", ZONE, NOW)).toEqual({ closedFrom: midnight(18), closedBefore: midnight(19) });
    expect(closedRange("last-7", ZONE, NOW)).toEqual({ closedFrom: midnight(11), closedBefore: midnight(19) });
  });

  it("are whole local days where the clocks change", () => {
    // 2026-04-01 00:30 in Berlin; the clocks went forward on 29 March.
    const now = Date.UTC(2026, 2, 31, 22, 30);
    expect(dueRange("last-7", "Europe/Berlin", now)).toEqual({ dueFrom: Date.UTC(2026, 2, 24, 23), dueBefore: now });
  });
});
