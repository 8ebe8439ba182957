import { describe, expect, it } from "vitest";
import { type DueFilter, dueRange } from "./due-filter.js";

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
    ["tomorrow", { dueFrom: midnight(19), dueBefore: midnight(20) }],
    ["2026-06-30", { dueFrom: midnight(30), dueBefore: midnight(31) }],
  ])("%s is counted by the brand's clock", (due, range) => {
    expect(dueRange(due, ZONE, NOW)).toEqual(range);
  });
});
