import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { localParts, MINUTE_MS } from "../../core/time/index.js";
import { type TellingRules, whenToTell } from "./when-to-tell.js";

const zone = "Asia/Shanghai";
const at = (clock: string) => Date.parse(`2026-03-02T${clock}:00+08:00`);
const rules: TellingRules = {
  zone,
  hours: [{ startMinute: 9 * 60, endMinute: 21 * 60, days: [1, 2, 3, 4, 5, 6, 7] }],
  mergeMs: MINUTE_MS,
  gapMs: 15 * MINUTE_MS,
  replyGapMs: MINUTE_MS,
};
const issued = (clock: string, purpose: "marketing" | "reply" = "marketing") => ({ issuedAt: at(clock), purpose });

describe("an advisor is told of new tasks", () => {
  it("a minute after the first one, so that those of one moment come together", () => {
    expect(whenToTell([issued("10:10"), issued("10:11")], undefined, rules, 0)).toBe(at("10:11"));
  });
  it("at once when a customer waits for an answer", () => {
    expect(whenToTell([issued("10:30", "reply"), issued("10:30")], undefined, rules, 0.5)).toBe(at("10:30"));
  });
  it("not again within a quarter of an hour, except for an answer", () => {
    expect(whenToTell([issued("10:10")], at("10:08"), rules, 0)).toBe(at("10:23"));
    expect(whenToTell([issued("10:10", "reply")], at("10:08"), rules, 0)).toBe(at("10:10"));
    expect(whenToTell([issued("10:10", "reply")], at("10:10"), rules, 0)).toBe(at("10:11"));
  });
  it("in the hours of the brand: what comes at night waits for the morning, past the crowded minutes", () => {
    expect(whenToTell([issued("23:10")], undefined, rules, 0)).toBe(at("09:02") + 24 * 60 * MINUTE_MS);
    expect(whenToTell([issued("22:00", "reply")], undefined, rules, 0)).toBe(at("09:00") + 24 * 60 * MINUTE_MS);
  });
  it("of nothing when there is nothing, or no hour is open", () => {
    expect(whenToTell([], undefined, rules, 0)).toBeUndefined();
    expect(whenToTell([issued("10:10")], undefined, { ...rules, hours: [] }, 0)).toBeUndefined();
  });
  it("never in the crowded minutes, never too early, never in the gap", () => {
    const day = fc.integer({ min: at("00:00"), max: at("23:59") });
    fc.assert(
      fc.property(
        fc.array(day, { minLength: 1, maxLength: 5 }),
        day,
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (times, last, spread) => {
          const tasks = times.map((issuedAt) => ({ issuedAt, purpose: "marketing" as const }));
          const told = whenToTell(tasks, last, rules, spread) ?? 0;
          expect(localParts(zone, told).minute % 30).toBeGreaterThanOrEqual(2);
          expect(told).toBeGreaterThanOrEqual(Math.max(Math.min(...times) + rules.mergeMs, last + rules.gapMs));
          expect(localParts(zone, told).hour).toBeGreaterThanOrEqual(9);
        },
      ),
    );
  });
});
