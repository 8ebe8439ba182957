import { describe, expect, it } from "vitest";
import { type Cron, parseCron } from "./cron.js";

function parsed(text: string): Cron {
  const result = parseCron(text);
  if (!result.ok) throw new Error(result.reason);
  return result.cron;
}

describe("parseCron", () => {
  it("reads numbers, lists, ranges and steps", () => {
    const cron = parsed("0,30 9-11 1-31/10 */6 1-5");
    expect(cron.minutesOfDay).toEqual([540, 570, 600, 630, 660, 690]);
    expect([...cron.daysOfMonth]).toEqual([1, 11, 21, 31]);
    expect([...cron.months]).toEqual([1, 7]);
    expect([...cron.weekdays]).toEqual([1, 2, 3, 4, 5]);
  });

  it("reads names, in any case", () => {
    const cron = parsed("0 9 * jan-MAR Mon,fri");
    expect([...cron.months]).toEqual([1, 2, 3]);
    expect([...cron.weekdays]).toEqual([1, 5]);
  });

  it.each([
    ["0", [7]],
    ["7", [7]],
    ["SUN", [7]],
    ["0,7", [7]],
    ["0-0", [7]],
    ["FRI-SUN", [5, 6, 7]],
    ["5-7", [5, 6, 7]],
    ["SUN-TUE", [1, 2, 7]],
    ["0-7", [1, 2, 3, 4, 5, 6, 7]],
    ["*", [1, 2, 3, 4, 5, 6, 7]],
    ["*/7", [7]],
    ["*/2", [2, 4, 6, 7]],
  ])("counts Sunday as 0 and 7 in %s", (weekday, expected) => {
    expect([...parsed(`0 9 * * ${weekday}`).weekdays].sort()).toEqual(expected);
  });

  it("lets either day match only when day of month and weekday are both given", () => {
    expect(parsed("0 9 1 * 1").isEitherDay).toBe(true);
    expect(parsed("0 9 1 * *").isEitherDay).toBe(false);
    expect(parsed("0 9 * * 1").isEitherDay).toBe(false);
  });

  it.each([
    ["", "five fields"],
    ["0 9 * *", "has 4"],
    ["0 0 9 * * *", "has 6"],
    ["@daily", "five fields"],
    ["60 9 * * *", "minute"],
    ["0 24 * * *", "hour"],
    ["0 9 0 * *", "day of month"],
    ["0 9 * 13 *", "month"],
    ["0 9 * * 8", "weekday"],
    ["0 9 * MON *", "month"],
    ["0 9 L * *", "day of month"],
    ["0 9 ? * 1", "day of month"],
    ["0 9 * * 1#2", "weekday"],
    ["30-10 9 * * *", "backwards"],
    ["*/0 9 * * *", "step of 0"],
    ["5/10 * * * *", "5-59/10"],
    ["1,,2 9 * * *", "minute"],
    ["-1 9 * * *", "minute"],
    ["0 9 31 2 *", "never comes"],
    ["0 9 31 4,6,9,11 *", "never comes"],
  ])("refuses %j and says why", (text, hint) => {
    const result = parseCron(text);
    expect(result.ok ? "accepted" : result.reason).toContain(hint);
  });

  it("accepts days that only some years or months have", () => {
    expect(parseCron("0 9 29 2 *").ok).toBe(true);
    expect(parseCron("0 9 31 1,2 *").ok).toBe(true);
    expect(parseCron("0 9 31 2 MON").ok).toBe(true);
  });
});
