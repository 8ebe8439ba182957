import { describe, expect, it } from "vitest";
import { flowOf, sentTask } from "../journey/flows.testkit.js";
import { contextOf, cst, openPolicy, Play } from "../journey/journey.testkit.js";

const T0 = cst("2026-03-02 10:00"); // a Monday
const H = 3_600_000;
const D = 24 * H;

const settings = { ...openPolicy(), attributes: { day: { type: "date" as const, label: "日子" } } };
const past = ["go", "next", "exit"] as const;

const until = (data: Record<string, unknown>) =>
  flowOf(
    "f",
    [
      ["t", "trigger.event", { event: "form.submitted" }],
      ["w", "wait.until", data],
      ["k", "task", sentTask({ purpose: "reply" })],
    ],
    ["t:out>w", "w:out>k"],
  );

interface Before {
  readonly day?: string;
  readonly friendAt?: number;
  readonly orderAt?: number;
}

/** Enters the flow at T0, after what the customer did before. */
function enter(data: Record<string, unknown>, { day, friendAt, orderAt }: Before = {}): Play {
  const play = new Play(contextOf({ flows: [until(data)], settings }), Math.min(friendAt ?? T0, orderAt ?? T0));
  if (friendAt !== undefined) play.event("friend.added", { advisorId: "a1" }, { at: friendAt });
  if (orderAt !== undefined) play.event("order.paid", { orderId: "o", amount: 100 }, { at: orderAt });
  if (day !== undefined) play.event("profile.changed", { attributes: { day } }, { at: T0 });
  play.event("form.submitted", {}, { at: T0 });
  return play;
}

/** How the wait ended within 800 days: a time, `exit`, or the port `missing`. */
function outcome(play: Play): number | string {
  play.pass(T0 + 800 * D);
  if (play.trace("exited").length > 0) return "exit";
  const left = play.trace("left").find((t) => t.nodeId === "w");
  return left?.port === "out" ? left.at : (left?.port ?? "stays");
}

const ends = (data: Record<string, unknown>, before?: Before) =>
  past.map((ifPast) => outcome(enter({ ...data, ifPast }, before)));
const all = (time: string) => past.map(() => cst(time));

describe("§3 wait.until in its five forms, with ifPast go, next, exit", () => {
  it("date: one to come is waited for, one that is past goes on, waits for its anniversary, exits", () => {
    expect(ends({ date: "2026-03-05" })).toEqual(all("2026-03-05 00:00"));
    expect(ends({ date: "2026-03-05T18:30:00+08:00" })).toEqual(all("2026-03-05 18:30"));
    expect(ends({ date: "2026-03-01" })).toEqual([T0, cst("2027-03-01 00:00"), "exit"]);
  });

  it("date: arriving exactly then goes on", () => {
    expect(ends({ date: "2026-03-02T10:00:00+08:00" })).toEqual([T0, T0, T0]);
  });

  it("time: a clock time is never past, it is the next one", () => {
    expect(ends({ time: "18:00" })).toEqual(all("2026-03-02 18:00"));
    expect(ends({ time: "09:00" })).toEqual(all("2026-03-03 09:00"));
    expect(ends({ time: "10:00" })).toEqual([T0, T0, T0]);
  });

  it("weekday and time: the next such, today if it is still to come", () => {
    expect(ends({ weekday: 1, time: "11:00" })).toEqual(all("2026-03-02 11:00"));
    expect(ends({ weekday: 1, time: "09:00" })).toEqual(all("2026-03-09 09:00"));
    expect(ends({ weekday: 7, time: "09:00" })).toEqual(all("2026-03-08 09:00"));
  });

  it("attribute with offset and time", () => {
    const data = { attribute: "day", offset: "-P3D", time: "09:00" };
    expect(ends(data, { day: "2026-03-10" })).toEqual(all("2026-03-07 09:00"));
    expect(ends(data, { day: "1990-03-01" })).toEqual([T0, cst("2027-02-26 09:00"), "exit"]);
    expect(ends({ attribute: "day", offset: "P1W" }, { day: "2026-03-10" })).toEqual(all("2026-03-17 00:00"));
  });

  it("attribute: on 29 February the anniversary falls on the 28th", () => {
    expect(outcome(enter({ attribute: "day", ifPast: "next" }, { day: "2024-02-29" }))).toBe(cst("2027-02-28 00:00"));
  });

  it("attribute: missing leaves by its own port, whatever ifPast says", () => {
    expect(ends({ attribute: "day" })).toEqual(["missing", "missing", "missing"]);
  });

  it.each([
    ["friendSince", { friendAt: cst("2026-02-20 22:00") }],
    ["lastOrderAt", { orderAt: cst("2026-02-20 22:00") }],
  ])("anchor %s: its local day and time; past = on, the next such clock time, exit", (anchor, before) => {
    expect(ends({ anchor, day: 12, time: "09:00" }, before)).toEqual(all("2026-03-04 09:00"));
    expect(ends({ anchor, day: 7, time: "09:00" }, before)).toEqual([T0, cst("2026-03-03 09:00"), "exit"]);
  });

  it("anchor enteredAt: day 0 is the day of entry", () => {
    expect(ends({ anchor: "enteredAt", day: 0, time: "20:00" })).toEqual(all("2026-03-02 20:00"));
    expect(ends({ anchor: "enteredAt", day: 0, time: "09:00" })).toEqual([T0, cst("2026-03-03 09:00"), "exit"]);
  });

  it("anchor: one that is not known counts as past", () => {
    expect(ends({ anchor: "lastOrderAt", day: 3, time: "09:00" })).toEqual([T0, T0, "exit"]);
  });
});

describe("§3 wait.until: an attribute that changes while the wait runs", () => {
  const changed = (ifPast: string, day: string | null) => {
    const play = enter({ attribute: "day", time: "09:00", ifPast }, { day: "2026-03-20" });
    play.pass(T0 + 5 * D);
    play.event("profile.changed", { attributes: { day } });
    return outcome(play);
  };

  it("later or earlier: planned anew", () => {
    expect(past.map((p) => changed(p, "2026-04-20"))).toEqual(all("2026-04-20 09:00"));
    expect(past.map((p) => changed(p, "2026-03-10"))).toEqual(all("2026-03-10 09:00"));
  });

  it("to a date that is past by now, though it was to come on arrival: ifPast decides", () => {
    expect(past.map((p) => changed(p, "2026-03-04"))).toEqual([T0 + 5 * D, cst("2027-03-04 09:00"), "exit"]);
  });

  it("to nothing: leaves by missing at once", () => {
    expect(past.map((p) => changed(p, null))).toEqual(["missing", "missing", "missing"]);
  });

  it("§4.7 other events change no timer", () => {
    const play = enter({ attribute: "day", time: "09:00" }, { day: "2026-03-20" });
    const before = play.customer.timers.find((t) => t.kind === "wait");
    for (const day of [1, 2, 3]) play.event("page.viewed", {}, { at: T0 + day * D });
    expect(play.customer.timers.find((t) => t.kind === "wait")).toEqual(before);
    expect(play.trace("planned")).toHaveLength(1);
  });

  it("anchor lastOrderAt: a new order plans it anew", () => {
    const play = enter({ anchor: "lastOrderAt", day: 7, time: "09:00" }, { orderAt: T0 - D });
    play.event("order.paid", { orderId: "o2", amount: 100 }, { at: T0 + 2 * D });
    expect(outcome(play)).toBe(cst("2026-03-11 09:00"));
  });
});

describe("loops of waits rest", () => {
  const loop = (type: "wait.until" | "wait.duration", data: Record<string, unknown>) =>
    flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "form.submitted" }],
        ["w", type, data],
        ["k", "task", sentTask({ purpose: "reply" })],
      ],
      ["t:out>w", "w:out>k", "k:out>w"],
    );
  const issued = (type: "wait.until" | "wait.duration", data: Record<string, unknown>, days: number, day?: string) => {
    const play = new Play(contextOf({ flows: [loop(type, data)], settings }), T0);
    if (day !== undefined) play.event("profile.changed", { attributes: { day } });
    play.event("form.submitted");
    play.pass(T0 + days * D);
    return play.tasks.map((t) => t.issuedAt);
  };

  it("every day at nine: once a day", () => {
    const nine = [3, 4, 5].map((day) => cst(`2026-03-0${day} 09:00`));
    expect(issued("wait.until", { time: "09:00", ifPast: "next" }, 3)).toEqual(nine);
    expect(issued("wait.duration", { duration: "P1D", at: "09:00" }, 4)).toEqual(
      [4, 5, 6].map((day) => cst(`2026-03-0${day} 09:00`)),
    );
  });

  it("every birthday: once a year, also for who comes exactly then", () => {
    const yearly = { attribute: "day", time: "10:00", ifPast: "next" };
    expect(issued("wait.until", yearly, 800, "1990-03-02")).toEqual(
      [2026, 2027, 2028].map((year) => cst(`${year}-03-02 10:00`)),
    );
  });

  it.each([
    ["wait.until", { time: "09:00", ifPast: "go" }],
    ["wait.until", { date: "2027-01-01", ifPast: "exit" }],
    ["wait.duration", { duration: "PT0S", at: "09:00" }],
  ] as const)("publishing refuses a loop through %s %j, which would not rest", (type, data) => {
    expect(() => issued(type, data, 1)).toThrow(/flow\.instant_cycle/);
  });

  it.each([
    ["replenish.wait", { leadDays: 10, fallbackDays: 30 }, "due"],
    ["wait.condition", { where: { all: [] }, timeout: "P1D" }, "met"],
    ["wait.event", { on: [{ id: "m", event: "message.received" }], timeout: "P1D", lookback: "P1D" }, "m"],
  ] as const)("and through %s, which may be over on arrival", (type, data, port) => {
    const flow = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "form.submitted" }],
        ["w", type, data],
        ["g", "tag", { add: ["a"] }],
      ],
      ["t:out>w", `w:${port}>g`, "g:out>w"],
    );
    expect(() => contextOf({ flows: [flow] })).toThrow(/flow\.instant_cycle/);
  });
});
