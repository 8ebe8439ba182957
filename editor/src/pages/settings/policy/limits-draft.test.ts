import { brandSettingsSchema } from "@sopflow/schemas";
import { describe, expect, it } from "vitest";
import { readLimits, writeLimits } from "./limits-draft.js";

const settings = brandSettingsSchema.parse({
  contactPolicy: {
    calendar: { holidays: ["2026-10-01"], workdays: ["2026-10-10"] },
    blackouts: [{ from: "2026-02-16", to: "2026-02-22", reason: "春节" }],
  },
  webhooks: { allowedHosts: ["crm.example.com"] },
});
const draft = readLimits(settings);

describe("limits as a form", () => {
  it("writes back exactly what it read", () => {
    expect(writeLimits(settings, draft)).toEqual({ settings, faults: {} });
  });

  it("takes lines as people write them, with Chinese punctuation, too", () => {
    const written = writeLimits(settings, {
      ...draft,
      personas: "老人、爷爷：09:00～11:30，15:00-19:30\n",
      blackouts: "2026-11-11\n2026-02-16 ~ 2026-02-22 春节",
      hosts: "A.example.com, *.b.example",
    });
    expect(written.faults).toEqual({});
    expect(written.settings.contactPolicy.personaWindows).toEqual([
      {
        tags: ["老人", "爷爷"],
        windows: [
          { start: "09:00", end: "11:30" },
          { start: "15:00", end: "19:30" },
        ],
      },
    ]);
    expect(written.settings.contactPolicy.blackouts[0]).toEqual({ from: "2026-11-11", to: "2026-11-11", reason: "" });
    expect(written.settings.webhooks.allowedHosts).toEqual(["a.example.com", "*.b.example"]);
  });

  it("names the field of a line that cannot be read", () => {
    const faultsOf = (part: Partial<typeof draft>) => Object.keys(writeLimits(settings, { ...draft, ...part }).faults);
    expect(faultsOf({ personas: "老人" })).toEqual(["contactPolicy.personaWindows"]);
    expect(faultsOf({ personas: "老人: 25:00-26:00" })).toEqual(["contactPolicy.personaWindows"]);
    expect(faultsOf({ blackouts: "soon" })).toEqual(["contactPolicy.blackouts"]);
    expect(faultsOf({ blackouts: "2026-02-22 ~ 2026-02-16" })).toEqual(["contactPolicy.blackouts"]);
    expect(faultsOf({ holidays: "2026-13-01" })).toEqual(["contactPolicy.calendar.holidays"]);
    expect(faultsOf({ hosts: "https://x" })).toEqual(["webhooks.allowedHosts"]);
    expect(faultsOf({ breaker: { factor: "x", minimum: "0", days: "" } })).toEqual([
      "breaker.factor",
      "breaker.minimum",
      "breaker.days",
    ]);
  });
});
