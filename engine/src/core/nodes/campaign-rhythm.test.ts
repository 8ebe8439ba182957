import { describe, expect, it } from "vitest";
import { flowOf } from "../journey/flows.testkit.js";
import { contextOf, cst, openPolicy, Play } from "../journey/journey.testkit.js";

const T0 = cst("2026-03-02 10:00");
const H = 3_600_000;
const D = 24 * H;

const settings = { ...openPolicy(), attributes: { day: { type: "date" as const, label: "活动日" } } };

const slot = (id: string, day: number, time: string, more: Record<string, unknown> = {}) => ({
  id,
  day,
  time,
  title: id,
  script: id,
  ...more,
});

const campaign = (data: Record<string, unknown>, flowSettings = {}) =>
  flowOf(
    "f",
    [
      ["t", "trigger.event", { event: "form.submitted" }],
      ["r", "campaign.rhythm", data],
      ["g", "tag", { add: ["活动结束"] }],
    ],
    ["t:out>r", "r:done>g"],
    flowSettings,
  );

function enter(data: Record<string, unknown>, world = {}, day?: string, at = T0): Play {
  const play = new Play(contextOf({ flows: [campaign(data)], settings, ...world }), at);
  if (day !== undefined) play.event("profile.changed", { attributes: { day } });
  play.event("form.submitted");
  return play;
}

const issued = (play: Play) => play.tasks.map((t) => [t.slotId, t.issuedAt]);
const doneAt = (play: Play) => play.trace("left").find((t) => t.port === "done")?.at;

describe("§3 campaign.rhythm: the first day", () => {
  const slots = [slot("a", 1, "11:00"), slot("b", 2, "09:00")];
  const run = (day1: unknown, day?: string) => {
    const play = enter({ day1, slots }, {}, day);
    play.pass(T0 + 30 * D);
    return [...play.tasks.map((t) => t.issuedAt), doneAt(play)];
  };

  it.each([
    ["entry", undefined, ["2026-03-02 11:00", "2026-03-03 09:00", "2026-03-04 00:00"]],
    ["nextDay", undefined, ["2026-03-03 11:00", "2026-03-04 09:00", "2026-03-05 00:00"]],
    [{ date: "2026-03-10" }, undefined, ["2026-03-10 11:00", "2026-03-11 09:00", "2026-03-12 00:00"]],
    [{ attribute: "day" }, "2026-03-20", ["2026-03-20 11:00", "2026-03-21 09:00", "2026-03-22 00:00"]],
  ])("%j: slots at their day and time, done at midnight after the last slot's day", (day1, day, times) => {
    expect(run(day1, day)).toEqual(times.map(cst));
  });

  it("the day before yesterday: what is past is skipped, what is to come runs", () => {
    expect(run({ attribute: "day" }, "2026-03-01")).toEqual([cst("2026-03-03 00:00")]);
    expect(run({ date: "2026-03-02" })).toEqual(["2026-03-02 11:00", "2026-03-03 09:00", "2026-03-04 00:00"].map(cst));
  });

  it("long past: done at once, every slot skipped by name", () => {
    const play = enter({ day1: { attribute: "day" }, slots }, {}, "2026-02-01");
    expect(doneAt(play)).toBe(T0);
    expect(play.trace("skipped").map((t) => t.detail)).toEqual([
      { slot: "a", reason: "past_on_entry" },
      { slot: "b", reason: "past_on_entry" },
    ]);
  });

  it("not known: done at once, with the reason", () => {
    const play = enter({ day1: { attribute: "day" }, slots });
    expect(doneAt(play)).toBe(T0);
    expect(play.trace("skipped").map((t) => t.detail)).toEqual([{ reason: "no_first_day" }]);
  });

  it("slots out of order in the file run in order of time", () => {
    const play = enter({
      day1: "nextDay",
      slots: [slot("b", 2, "09:00"), slot("c", 2, "08:00"), slot("a", 1, "11:00")],
    });
    play.pass(T0 + 9 * D);
    expect(play.tasks.map((t) => t.slotId)).toEqual(["a", "c", "b"]);
  });

  it("after a backlog no slot of a day that is over runs", () => {
    const play = enter({
      day1: "nextDay",
      slots: [slot("a", 1, "11:00"), slot("b", 2, "11:00"), slot("c", 3, "11:00")],
    });
    play.until(cst("2026-03-04 15:00"));
    play.pass(T0 + 9 * D);
    expect(issued(play)).toEqual([
      ["b", cst("2026-03-04 15:00")],
      ["c", cst("2026-03-05 11:00")],
    ]);
    expect(play.trace("dropped").map((t) => t.detail?.reason)).toEqual(["slot_over"]);
  });
});

describe("§3 campaign.rhythm: the next slot takes the place of the one before", () => {
  it("when it is issued, not when it is due", () => {
    const hours = { ...settings.contactPolicy, window: { start: "12:00", end: "21:00", days: [1, 2, 3, 4, 5, 6, 7] } };
    const play = enter(
      { day1: "nextDay", slots: [slot("a", 1, "13:00"), slot("b", 2, "08:00")] },
      {
        settings: { ...settings, contactPolicy: hours },
      },
    );
    play.pass(cst("2026-03-04 11:00"));
    expect(play.open.map((t) => t.slotId)).toEqual(["a"]);
    play.pass(cst("2026-03-04 12:00"));
    expect(play.open.map((t) => t.slotId)).toEqual(["b"]);
  });

  it("a slot that was held back does not come out after a later one, nor take it back", () => {
    const evening = { start: "19:00", end: "20:00", days: [1, 2, 3, 4, 5, 6, 7] };
    const slots = [slot("first", 1, "10:00"), slot("second", 1, "11:00", { priority: 90 })];
    const play = new Play(contextOf({ flows: [campaign({ day1: "nextDay", slots }, { contactWindow: evening })] }), T0);
    play.event("form.submitted");
    play.pass(T0 + 3 * D);
    expect(issued(play)).toEqual([["second", cst("2026-03-03 19:00")]]);
    expect(play.trace("withdrawn")).toEqual([]);
    expect(play.trace("dropped").map((t) => t.detail?.reason)).toEqual(["next_slot"]);
  });

  it("what was opened keeps its slot of the policy, what was not gives it back", () => {
    const slots = [slot("a", 1, "10:00"), slot("b", 2, "10:00"), slot("c", 3, "10:00")];
    const play = enter({ day1: "nextDay", slots, contacts: "perSlot" });
    play.pass(cst("2026-03-03 12:00"));
    play.event("task.opened", { taskId: play.open[0]?.id ?? "" });
    play.pass(T0 + 9 * D);
    expect(play.customer.contacts).toHaveLength(2);
  });
});

describe("§3 campaign.rhythm: contacts", () => {
  const three = [slot("a", 1, "10:00"), slot("b", 1, "14:00"), slot("c", 1, "18:00")];
  const run = (contacts: string, campaignPolicy: Record<string, number>) => {
    const policy = {
      ...settings.contactPolicy,
      campaign: { perDay: 1, perCampaign: 3, campaigns30d: 2, ...campaignPolicy },
    };
    const play = enter(
      { day1: "nextDay", slots: three, contacts },
      { settings: { ...settings, contactPolicy: policy } },
    );
    for (const hour of [11, 15, 19]) {
      play.pass(cst(`2026-03-03 ${hour}:00`));
      for (const task of play.open) play.event("task.opened", { taskId: task.id });
    }
    play.pass(T0 + 9 * D);
    return play.tasks.map((t) => t.slotId);
  };

  it("perDay: the pushes of one day use the day once", () => expect(run("perDay", {})).toEqual(["a", "b", "c"]));
  it("perSlot: each push uses it", () => expect(run("perSlot", {})).toEqual(["a"]));
  it("exempt: no push uses anything", () => expect(run("exempt", { perDay: 0 })).toEqual(["a", "b", "c"]));
  it("perSlot: all pushes of the campaign together", () =>
    expect(run("perSlot", { perDay: 9, perCampaign: 2 })).toEqual(["a", "b"]));

  it("campaigns do not use the marketing limits, nor marketing theirs", () => {
    const policy = { ...settings.contactPolicy, marketing: { limits: [{ days: 1, max: 0 }] } };
    const play = enter({ day1: "nextDay", slots: three }, { settings: { ...settings, contactPolicy: policy } });
    play.pass(T0 + 9 * D);
    expect(play.tasks).toHaveLength(3);
  });
});

describe("§3 campaign.rhythm: leaving", () => {
  it("a buyer leaves at once, with the slot that is out", () => {
    const slots = [slot("a", 1, "10:00"), slot("b", 2, "10:00")];
    const flow = campaign({ day1: "nextDay", slots }, { exitWhen: [{ on: "order.paid", reason: "bought" }] });
    const play = new Play(contextOf({ flows: [flow] }), T0);
    play.event("form.submitted");
    play.pass(cst("2026-03-03 11:00"));
    play.event("order.paid", { orderId: "o", amount: 100 }, { at: cst("2026-03-03 12:00") });
    play.pass(T0 + 9 * D);
    expect(play.tasks).toHaveLength(1);
    expect(play.open).toEqual([]);
    expect(play.customer.tags).toEqual([]);
  });

  it("cancelOn of one slot takes that slot back and lets the others run", () => {
    const cancelOn = [{ on: "live.entered", reason: "there" }];
    const slots = [slot("invite", 1, "10:00", { cancelOn }), slot("last", 2, "10:00")];
    const play = enter({ day1: "nextDay", slots });
    play.pass(cst("2026-03-03 11:00"));
    play.event("live.entered", { seconds: 90 }, { at: cst("2026-03-03 12:00") });
    expect(play.open).toEqual([]);
    play.pass(T0 + 9 * D);
    expect(play.tasks.map((t) => t.slotId)).toEqual(["invite", "last"]);
    expect(play.customer.tags).toEqual(["活动结束"]);
  });
});
