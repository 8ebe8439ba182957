import { describe, expect, it } from "vitest";
import { clockText, endOfLocalDay, fieldText, instantOf, localDaysBetween, readField } from "./brand-time.js";
import { agoWords, dayWords, lengthWords, momentWords } from "./moment-words.js";

const SHANGHAI = "Asia/Shanghai";
const at = (text: string) => Date.parse(text);

describe("the brand's clock", () => {
  it("shows the brand's time and not the phone's", () => {
    expect(clockText(SHANGHAI, at("2026-06-18T01:05:00Z"))).toBe("09:05");
    expect(fieldText(SHANGHAI, at("2026-06-18T16:30:00Z"))).toBe("2026-06-19T00:30");
  });

  it("finds the instant of a local time, also where clocks change", () => {
    const clock = { year: 2026, month: 6, day: 18, hour: 9, minute: 0 };
    expect(instantOf(SHANGHAI, clock)).toBe(at("2026-06-18T01:00:00Z"));
    const spring = { year: 2026, month: 3, day: 29, hour: 9, minute: 0 };
    expect(instantOf("Europe/Berlin", spring)).toBe(at("2026-03-29T07:00:00Z"));
    expect(instantOf("Europe/Berlin", { ...spring, day: 28 })).toBe(at("2026-03-28T08:00:00Z"));
  });

  it("reads a field back as it wrote it, and nothing from half a field", () => {
    const then = at("2026-06-18T01:05:00Z");
    expect(readField(SHANGHAI, fieldText(SHANGHAI, then))).toBe(then);
    expect(readField(SHANGHAI, "2026-06-18")).toBeUndefined();
  });

  it("counts local days and ends a day at local midnight", () => {
    const evening = at("2026-06-18T15:59:00Z");
    expect(localDaysBetween(SHANGHAI, evening, evening + 120_000)).toBe(1);
    expect(endOfLocalDay(SHANGHAI, evening)).toBe(at("2026-06-18T16:00:00Z"));
    expect(endOfLocalDay(SHANGHAI, at("2026-12-31T15:00:00Z"))).toBe(at("2026-12-31T16:00:00Z"));
  });
});

describe("moments in words", () => {
  const now = at("2026-06-18T02:00:00Z");

  it("names near days, and the year only where it differs", () => {
    expect(momentWords(SHANGHAI, now, now, "zh")).toBe("今天 10:00");
    expect(dayWords(SHANGHAI, now - 2 * 86_400_000, now, "zh")).toBe("前天");
    expect(dayWords(SHANGHAI, now + 86_400_000, now, "en")).toBe("tomorrow");
    expect(dayWords(SHANGHAI, at("2026-03-01T02:00:00Z"), now, "zh")).toBe("3月1日");
    expect(dayWords(SHANGHAI, at("2025-03-01T02:00:00Z"), now, "en")).toBe("1 Mar 2025");
  });

  it("says lengths in their largest unit", () => {
    expect(lengthWords(90_000, "zh")).toBe("1 分钟");
    expect(lengthWords(3_600_000, "en")).toBe("1 hour");
    expect(lengthWords(3 * 86_400_000, "en")).toBe("3 days");
    expect(agoWords(now - 30_000, now, "zh")).toBe("刚刚");
    expect(agoWords(now - 7_200_000, now, "en")).toBe("2 hours ago");
  });
});
