import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { civilDateOf, dayNumberOf, daysInMonth } from "../../core/time/index.js";
import { EMPTY_LEDGER, type SendLedger, sendsLeft, withFull, withoutSend, withSend } from "./send-quota.js";

const sendsOn = (days: readonly number[]): SendLedger =>
  days.reduce((ledger, day, i) => withSend(ledger, `s${i}`, day), EMPTY_LEDGER);
const march = (day: number) => dayNumberOf(2026, 3, day); // the 2nd is a Monday

describe("a customer's group sends", () => {
  it("are as many a month as it has days, and begin anew with the next", () => {
    const ledger = sendsOn(Array.from({ length: 31 }, (_, i) => march(i + 1)));
    expect(sendsLeft(ledger, "month", march(31))).toBe(0);
    expect(sendsLeft(ledger, "month", dayNumberOf(2026, 4, 1))).toBe(30);
    expect(sendsLeft(EMPTY_LEDGER, "month", dayNumberOf(2026, 2, 10))).toBe(28);
  });

  it("are seven from Monday to Sunday, or one a day, where the corp chose that", () => {
    const ledger = sendsOn([march(2), march(2), march(5), march(8)]);
    expect(sendsLeft(ledger, "week", march(8))).toBe(3);
    expect(sendsLeft(ledger, "week", march(9))).toBe(7);
    expect([sendsLeft(ledger, "day", march(5)), sendsLeft(ledger, "day", march(6))]).toEqual([0, 1]);
  });

  it("count a repeated send once, and none that did not arrive", () => {
    const twice = withSend(withSend(EMPTY_LEDGER, "s", march(3)), "s", march(3));
    expect(sendsLeft(twice, "month", march(3))).toBe(30);
    expect(sendsLeft(withoutSend(twice, "s"), "month", march(3))).toBe(31);
  });

  it("are over for the period once WeCom says so, however few are known", () => {
    const full = withFull(EMPTY_LEDGER, "month", march(10));
    expect([sendsLeft(full, "month", march(31)), sendsLeft(full, "month", dayNumberOf(2026, 4, 1))]).toEqual([0, 30]);
  });

  it("(property) never exceed the month's days, though old ones are forgotten", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 120 }), { maxLength: 300 }), (offsets) => {
        const days = [...offsets].sort((a, b) => a - b).map((offset) => march(1) + offset);
        const sent: number[] = [];
        let ledger = EMPTY_LEDGER;
        for (const [i, day] of days.entries()) {
          if (sendsLeft(ledger, "month", day) === 0) continue;
          ledger = withSend(ledger, `s${i}`, day);
          sent.push(day);
        }
        for (const day of sent) {
          const { year, month } = civilDateOf(day);
          const inMonth = sent.filter((other) => {
            const date = civilDateOf(other);
            return date.year === year && date.month === month;
          });
          expect(inMonth.length).toBeLessThanOrEqual(daysInMonth(year, month));
        }
      }),
    );
  });
});
