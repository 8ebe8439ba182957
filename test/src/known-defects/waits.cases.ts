import { brandSettingsSchema } from "@sopflow/schemas";
import { describe, expect, it } from "vitest";
import {
  cst,
  type EngineWorld,
  flowOf,
  type MakeWorld,
  openPolicy,
  sentTask,
  standing,
  taskLines,
} from "./defect-worlds.js";

const T0 = cst("2026-03-02 10:00");
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const amount = (operator: string, value: number) => ({
  all: [{ fact: "event", path: "$.props.amount", operator, value }],
});
const big = { id: "big", event: "order.paid", where: amount("greaterThanInclusive", 1_000) };
const small = { id: "small", event: "order.paid", where: amount("lessThan", 1_000) };
const talk = { id: "talk", event: "message.received" };

/** Numbers are those of the list of known defects of other systems; what follows is where each was seen. */
export function waitCases(make: MakeWorld): void {
  describe("1 · Laudspeaker, `unlock()` sets a step's start anew:", () => {
    it("an event that nothing waits for moves no timer", async () => {
      const world = await make({
        now: T0,
        flows: [
          flowOf(
            "sleeps",
            [
              ["t", "trigger.event", { event: "friend.added" }],
              ["w", "wait.duration", { duration: "P2D" }],
              ["k", "task", sentTask({ title: "slept" })],
            ],
            ["t:out>w", "w:out>k"],
          ),
          flowOf(
            "listens",
            [
              ["t", "trigger.event", { event: "friend.added" }],
              ["w", "wait.event", { on: [big], timeout: "P2D" }],
              ["k", "task", sentTask({ title: "unheard" })],
            ],
            ["t:out>w", "w:timeout>k"],
          ),
        ],
      });
      await world.post("friend.added", "c1", { advisorId: "a1" });
      for (let hours = 7; hours < 48; hours += 7) {
        await world.passTo(T0 + hours * HOUR);
        await world.post("message.received", "c1");
        await world.post("order.paid", "c1", { orderId: `o${hours}`, amount: 1 });
        await world.post("tag.added", "c1", { tag: `t${hours}` });
        await world.engine.runUntilIdle();
        await world.restart();
      }
      await world.passTo(T0 + 5 * DAY);
      expect(await taskLines(world)).toEqual([
        ["c1", "slept", "expired", T0 + 2 * DAY],
        ["c1", "unheard", "expired", T0 + 2 * DAY],
      ]);
    });
  });

  describe("2 · Laudspeaker, one `branch` variable for all waiting steps:", () => {
    it("two waits for one event are each left by their own branch", async () => {
      const answers = (id: string, on: readonly object[]) =>
        flowOf(
          id,
          [
            ["t", "trigger.event", { event: "friend.added" }],
            ["w", "wait.event", { on, timeout: "P5D" }],
            ["b", "task", sentTask({ title: `${id} big` })],
            ["s", "task", sentTask({ title: `${id} small` })],
          ],
          ["t:out>w", "w:big>b", "w:small>s"],
        );
      const world = await make({ now: T0, flows: [answers("one", [big, small]), answers("two", [small, big])] });
      for (const id of ["c1", "c2"]) await world.post("friend.added", id, { advisorId: "a1" });
      await world.post("order.paid", "c1", { orderId: "o1", amount: 5_000 });
      await world.post("order.paid", "c2", { orderId: "o2", amount: 5 });
      await world.engine.runUntilIdle();
      expect((await taskLines(world)).map(([id, title]) => `${id} ${title}`)).toEqual([
        "c1 one big",
        "c1 two big",
        "c2 one small",
        "c2 two small",
      ]);
    });

    it("two waits in a row for one event take one event each, by the branch of where each person stands", async () => {
      const asks = flowOf(
        "asks",
        [
          ["t", "trigger.event", { event: "friend.added" }],
          ["first", "wait.event", { on: [talk], timeout: "P1D" }],
          ["second", "wait.event", { on: [talk], timeout: "P1D" }],
          ["k", "task", sentTask({ title: "spoke twice" })],
          ["n", "task", sentTask({ title: "never spoke" })],
          ["o", "task", sentTask({ title: "spoke once" })],
        ],
        ["t:out>first", "first:talk>second", "first:timeout>n", "second:talk>k", "second:timeout>o"],
      );
      const world = await make({ now: T0, flows: [asks] });
      for (const id of ["c0", "c1", "c2"]) await world.post("friend.added", id, { advisorId: "a1" });
      await world.passTo(T0 + HOUR);
      for (const id of ["c1", "c2"]) await world.post("message.received", id);
      await world.engine.runUntilIdle();
      expect(await Promise.all(["c0", "c1", "c2"].map((id) => standing(world, id)))).toEqual([
        ["asks@1/first"],
        ["asks@1/second"],
        ["asks@1/second"],
      ]);
      await world.passTo(T0 + 2 * HOUR);
      await world.post("message.received", "c2");
      await world.passTo(T0 + 3 * DAY);
      expect((await taskLines(world)).map(([id, title, , at]) => [id, title, at - T0])).toEqual([
        ["c0", "never spoke", DAY],
        ["c1", "spoke once", HOUR + DAY],
        ["c2", "spoke twice", 2 * HOUR],
      ]);
    });
  });

  describe("3 · Mautic, `Interval.php` exchanges start and end:", () => {
    it.each([
      ["2026-03-02 12:00", "2026-03-02 22:00"],
      ["2026-03-02 21:59", "2026-03-02 22:00"],
      ["2026-03-02 23:30", "2026-03-02 23:30"],
      ["2026-03-03 07:59", "2026-03-03 07:59"],
      ["2026-03-03 08:00", "2026-03-03 22:00"],
    ])("in the overnight window 22:00 to 08:00 what comes at %s goes out at %s", async (asked, issued) => {
      const overnight = { start: "22:00", end: "08:00", days: [1, 2, 3, 4, 5, 6, 7] };
      const night = flowOf(
        "night",
        [
          ["t", "trigger.event", { event: "friend.added" }],
          ["k", "task", sentTask({ title: "night" })],
        ],
        ["t:out>k"],
        { contactWindow: overnight },
      );
      const world = await make({ now: cst(asked), flows: [night] });
      await world.post("friend.added", "c1", { advisorId: "a1" });
      await world.passTo(cst(asked) + 2 * DAY);
      expect((await taskLines(world)).map(([, , , at]) => at)).toEqual([cst(issued)]);
    });
  });

  describe("4 · Laudspeaker, a time window is passed only if a tick lands in it:", () => {
    const nine = flowOf(
      "nine",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        ["w", "wait.until", { time: "09:00" }],
        ["k", "task", sentTask({ title: "morning", expireIn: "P9D" })],
      ],
      ["t:out>w", "w:out>k"],
    );
    const days = [1, 2, 3, 4, 5, 6, 7];
    /** Friends at ten; the process is down from then on until `back`. */
    async function downUntil(back: string): Promise<EngineWorld> {
      const settings = {
        contactPolicy: { ...openPolicy().contactPolicy, window: { start: "09:00", end: "10:00", days } },
      };
      const world = await make({
        now: T0,
        flows: [nine],
        settings: brandSettingsSchema.parse({ ...openPolicy(), ...settings }),
      });
      await world.post("friend.added", "c1", { advisorId: "a1" });
      await world.engine.runUntilIdle();
      world.clock.set(cst(back));
      await world.crash();
      await world.passTo(cst(back) + 2 * DAY);
      return world;
    }

    it("a wait that ended while the process was down goes on when it is back", async () => {
      const world = await downUntil("2026-03-03 09:20");
      expect(await taskLines(world)).toEqual([["c1", "morning", "open", cst("2026-03-03 09:20")]]);
    });

    it("a contact window that opened and shut while the process was down is awaited again, and nobody stays behind", async () => {
      const world = await downUntil("2026-03-03 15:20");
      expect(await taskLines(world)).toEqual([["c1", "morning", "open", cst("2026-03-04 09:00")]]);
    });
  });

  describe("11 · duplicate, late and early events:", () => {
    const waits = (lookback?: string) =>
      flowOf(
        "waits",
        [
          ["t", "trigger.event", { event: "form.submitted" }],
          ["w", "wait.event", { on: [talk], timeout: "P1D", ...(lookback && { lookback }) }],
          ["k", "task", sentTask({ title: "answered" })],
          ["n", "task", sentTask({ title: "silent" })],
        ],
        ["t:out>w", "w:talk>k", "w:timeout>n"],
      );

    it("an event told again is applied once, also by another process", async () => {
      const world = await make({ now: T0, flows: [waits()] });
      expect(await world.post("form.submitted", "c1", {}, { id: "f1" })).toMatchObject({ status: "accepted" });
      expect(await world.post("form.submitted", "c1", {}, { id: "f1" })).toMatchObject({ status: "duplicate" });
      await world.post("order.paid", "c1", { orderId: "o1", amount: 100 }, { id: "p1" });
      await world.engine.runUntilIdle();
      await world.crash();
      expect(await world.post("form.submitted", "c1", {}, { id: "f1" })).toMatchObject({ status: "duplicate" });
      // The shop's other system tells the same order under another id.
      expect(await world.post("order.paid", "c1", { orderId: "o1", amount: 100 }, { id: "p2" })).toMatchObject({
        status: "duplicate",
      });
      await world.passTo(T0 + 3 * DAY);
      expect((await world.customer("c1")).orders).toMatchObject({ count: 1, spend: 100 });
      expect((await taskLines(world)).map(([, title]) => title)).toEqual(["silent"]);
    });

    it("an event told late is judged by when it happened: before the timeout was served it answers, after it no more", async () => {
      const world = await make({ now: T0, flows: [waits()] });
      for (const id of ["c1", "c2"]) await world.post("form.submitted", id);
      await world.passTo(T0 + 20 * HOUR);
      await world.post("message.received", "c1", {}, { at: T0 + HOUR });
      await world.passTo(T0 + 26 * HOUR);
      await world.post("message.received", "c2", {}, { at: T0 + HOUR });
      await world.passTo(T0 + 3 * DAY);
      expect((await taskLines(world)).map(([id, title]) => [id, title])).toEqual([
        ["c1", "answered"],
        ["c2", "silent"],
      ]);
    });

    it("an event just before the wait opens answers it if the wait looks back so far, and else does not", async () => {
      for (const [lookback, title] of [
        ["PT10M", "answered"],
        [undefined, "silent"],
      ] as const) {
        const world = await make({ now: T0, flows: [waits(lookback)] });
        await world.post("message.received", "c1", {}, { at: T0 - MINUTE });
        await world.post("form.submitted", "c1", {}, { at: T0 });
        await world.passTo(T0 + 2 * DAY);
        expect((await taskLines(world)).map((line) => line[1])).toEqual([title]);
      }
    });
  });

  describe("14 · Braze, a date that is past throws people out:", () => {
    it.each([
      ["go", ["reached", T0], "completed"],
      ["next", ["reached", cst("2027-03-01 00:00")], "completed"],
      ["exit", undefined, "past"],
    ])("a wait until a past date does what its author said: %s", async (ifPast, task, reason) => {
      const dated = flowOf(
        "dated",
        [
          ["t", "trigger.event", { event: "friend.added" }],
          ["w", "wait.until", { date: "2026-03-01", ifPast }],
          ["k", "task", sentTask({ title: "reached", expireIn: "P1D" })],
        ],
        ["t:out>w", "w:out>k"],
      );
      const world = await make({ now: T0, flows: [dated] });
      await world.post("friend.added", "c1", { advisorId: "a1" });
      await world.passTo(cst("2027-03-10 00:00"));
      expect((await taskLines(world)).map(([, title, , at]) => [title, at])).toEqual(task ? [task] : []);
      expect((await world.customer("c1")).flows.dated?.lastReason).toBe(reason);
    });
  });
}
