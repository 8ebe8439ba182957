import { type brandSettingsSchema, contactPolicySchema } from "@sopflow/schemas";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { formatInstant } from "../time/index.js";
import { nextContactTime } from "./contact-windows.js";
import { flowOf, sentTask } from "./flows.testkit.js";
import { contextOf, cst, openPolicy, Play } from "./journey.testkit.js";

const ZONE = "Asia/Shanghai";
// 2 March 2026 is a Monday.
const MONDAY = cst("2026-03-02 10:00");
type Policy = NonNullable<z.input<typeof brandSettingsSchema>["contactPolicy"]>;

const sends = (data: Record<string, unknown> = {}, settings: Record<string, unknown> = {}) =>
  flowOf(
    "f",
    [
      ["t", "trigger.event", { event: "message.received" }],
      ["k", "task", sentTask(data)],
    ],
    ["t:out>k"],
    settings,
  );
const under = (policy: Policy, flow = sends()) =>
  contextOf({ flows: [flow], settings: { contactPolicy: { ...openPolicy().contactPolicy, ...policy } } });

/** When a customer with these tags who writes at `at` is contacted, in local time. */
function contactedAt(policy: Policy, at: number, tags: readonly string[] = [], flow = sends()): string {
  const play = new Play(under(policy, flow), at);
  play.customer.tags = [...tags];
  play.event("message.received");
  play.pass(at + 6 * 86_400_000);
  const [task] = play.tasks;
  return task ? formatInstant(ZONE, task.issuedAt).slice(0, 16).replace("T", " ") : "never";
}

const elder = [
  {
    tags: ["老人"],
    windows: [
      { start: "09:00", end: "11:30" },
      { start: "15:00", end: "19:30" },
    ],
  },
];

describe("a customer's persona", () => {
  it("narrows the hours: between two of its windows the second is awaited", () => {
    const policy = { personaWindows: elder };
    expect(contactedAt(policy, cst("2026-03-02 12:00"), ["老人"])).toBe("2026-03-02 15:00");
    expect(contactedAt(policy, cst("2026-03-02 20:00"), ["老人"])).toBe("2026-03-03 09:00");
    expect(contactedAt(policy, cst("2026-03-02 12:00"))).toBe("2026-03-02 12:00");
  });

  it("narrows those of brand and flow, and never widens them", () => {
    const policy = { personaWindows: elder, window: { start: "10:00", end: "18:00", days: [1, 2, 3, 4, 5, 6, 7] } };
    expect(contactedAt(policy, cst("2026-03-02 09:00"), ["老人"])).toBe("2026-03-02 10:00");
    const afternoons = sends({}, { contactWindow: { start: "14:00", end: "22:00", days: [1, 2, 3, 4, 5, 6, 7] } });
    expect(contactedAt(policy, cst("2026-03-02 09:00"), ["老人"], afternoons)).toBe("2026-03-02 15:00");
  });

  it("of several groups the first counts, and an answer waits for none", () => {
    const policy = { personaWindows: [...elder, { tags: ["白领女性"], windows: [{ start: "12:00", end: "13:30" }] }] };
    expect(contactedAt(policy, cst("2026-03-02 12:00"), ["白领女性", "老人"])).toBe("2026-03-02 15:00");
    const reply = sends({ purpose: "reply" });
    expect(contactedAt(policy, cst("2026-03-02 12:30"), ["老人"], reply)).toBe("2026-03-02 12:30");
  });

  it("comes by default with the hours of elderly people, office workers and mothers", () => {
    const { personaWindows } = contactPolicySchema.parse({});
    expect(personaWindows.map(({ tags }) => tags[0])).toEqual(["老人", "白领女性", "孕早"]);
  });
});

describe("the calendar of working days", () => {
  const weekdays = { window: { start: "09:00", end: "18:00", days: [1, 2, 3, 4, 5] } };
  it("has a holiday count as a Sunday, and a Saturday that is worked instead as a working day", () => {
    const calendar = { holidays: ["2026-03-03"], workdays: ["2026-03-07"] };
    expect(contactedAt({ ...weekdays, calendar }, cst("2026-03-02 18:00"))).toBe("2026-03-04 09:00");
    expect(contactedAt({ ...weekdays, calendar }, cst("2026-03-06 18:00"))).toBe("2026-03-07 09:00");
    expect(contactedAt(weekdays, cst("2026-03-06 18:00"))).toBe("2026-03-09 09:00");
  });

  it("gives an overnight window to the day on which it opens", () => {
    const nights = { window: { start: "22:00", end: "02:00", days: [5] } };
    expect(contactedAt(nights, cst("2026-03-07 01:00"))).toBe("2026-03-07 01:00");
    expect(contactedAt(nights, cst("2026-03-06 01:00"))).toBe("2026-03-06 22:00");
    const calendar = { holidays: ["2026-03-06"], workdays: [] };
    expect(contactedAt({ ...nights, calendar }, cst("2026-03-07 01:00"))).not.toContain("2026-03-07");
  });
});

describe("a blackout", () => {
  const blackouts = [{ from: "2026-03-02", to: "2026-03-04", reason: "春节" }];
  it("holds everything back but answers, to the end of its last day, and says so", () => {
    expect(contactedAt({ blackouts }, MONDAY)).toBe("2026-03-05 00:00");
    expect(contactedAt({ blackouts }, MONDAY, [], sends({ purpose: "reply" }))).toBe("2026-03-02 10:00");
    const play = new Play(under({ blackouts }), MONDAY);
    play.event("message.received");
    expect(play.trace("deferred")[0]?.detail).toMatchObject({ reason: "blackout" });
  });
});

describe("the next time to contact somebody", () => {
  it("(property) is inside every hour and day, and none before it is", () => {
    const minute = fc
      .integer({ min: 0, max: 47 })
      .map((n) => `${String(n >> 1).padStart(2, "0")}:${n % 2 ? "30" : "00"}`);
    const window = fc.record({
      start: minute,
      end: minute,
      days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    });
    const date = fc.integer({ min: 1, max: 28 }).map((n) => `2026-03-${String(n).padStart(2, "0")}`);
    const policy = fc.record({
      window,
      personaWindows: fc.array(
        fc.record({
          tags: fc.constantFrom("老人").map((tag) => [tag]),
          windows: fc.array(fc.record({ start: minute, end: minute }), { minLength: 1, maxLength: 2 }),
        }),
        { maxLength: 1 },
      ),
      calendar: fc.record({ holidays: fc.array(date, { maxLength: 4 }), workdays: fc.array(date, { maxLength: 4 }) }),
      blackouts: fc.array(
        date.map((day) => ({ from: day, to: day, reason: "" })),
        { maxLength: 3 },
      ),
    });
    fc.assert(
      fc.property(policy, fc.integer({ min: 0, max: 14 * 48 }), (given, halfHours) => {
        const context = under(given);
        const { customer } = new Play(context, MONDAY);
        customer.tags = ["老人"];
        const next = (at: number) => nextContactTime({ context, customer }, "f", ZONE, at, "marketing").at;
        const from = MONDAY + halfHours * 30 * 60_000;
        const found = next(from);
        if (found === undefined) return;
        expect(next(found)).toBe(found);
        // Everything here begins and ends on half hours, so looking at each of them finds the first.
        for (let at = from; at < found && at < from + 20 * 86_400_000; at += 30 * 60_000) expect(next(at)).toBe(found);
      }),
      { numRuns: 150 },
    );
  });
});
