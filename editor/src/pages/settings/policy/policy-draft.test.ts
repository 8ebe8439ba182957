import { brandSettingsSchema } from "@sopflow/schemas";
import { describe, expect, it } from "vitest";
import { readWhole, readYuan, yuanText } from "../read-number.js";
import { gapHours, hoursGap, readPolicy, writePolicy } from "./policy-draft.js";

const settings = brandSettingsSchema.parse({});
const draft = readPolicy(settings);

describe("the contact policy as a form", () => {
  it("writes back exactly what it read", () => {
    expect(writePolicy(settings, draft)).toEqual({ ok: true, settings });
  });

  it("writes what was changed, and nothing else", () => {
    const marketing = { rows: [{ days: "7", max: "3" }], gap: "" };
    const written = writePolicy(settings, { ...draft, limits: { ...draft.limits, marketing } });
    expect(written).toEqual({
      ok: true,
      settings: {
        ...settings,
        contactPolicy: { ...settings.contactPolicy, marketing: { limits: [{ days: 7, max: 3 }] } },
      },
    });
  });

  it("names every field that is wrong, as the schema does", () => {
    const phone = { rows: [{ days: "0", max: "x" }], gap: "often" };
    const written = writePolicy(settings, { ...draft, days: [], limits: { ...draft.limits, phone } });
    expect(written.ok).toBe(false);
    expect(!written.ok && Object.keys(written.faults).sort()).toEqual([
      "phone.gap",
      "phone.limits.0.days",
      "phone.limits.0.max",
      "window.days",
    ]);
  });

  it("takes hours that go over midnight", () => {
    const written = writePolicy(settings, { ...draft, start: "20:00", end: "02:00" });
    expect(written.ok && written.settings.contactPolicy.window).toMatchObject({ start: "20:00", end: "02:00" });
  });

  it("keeps a gap as it was written while nobody touches it", () => {
    const days = { ...settings, contactPolicy: { ...settings.contactPolicy, phone: { limits: [], gap: "P2D" } } };
    expect(readPolicy(days).limits.phone.gap).toBe("48");
    expect(writePolicy(days, readPolicy(days))).toEqual({ ok: true, settings: days });
  });
});

describe("numbers as people type them", () => {
  it("are hours and durations", () => {
    expect(["PT48H", "P1W", "P1DT12H", "PT30M"].map(gapHours)).toEqual(["48", "168", "36", "0.5"]);
    expect(["48", "0.5", "", "-1", "two"].map(hoursGap)).toEqual(["PT48H", "PT30M", undefined, undefined, undefined]);
  });

  it("are whole numbers and yuan", () => {
    expect(["7", " 07 ", "", "1.5", "-1", "1e3"].map(readWhole)).toEqual([
      7,
      7,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(["12.5", "1,280", "0.015", "x"].map(readYuan)).toEqual([1250, 128000, undefined, undefined]);
    expect([yuanText(1250), yuanText(undefined)]).toEqual(["12.5", ""]);
  });
});
