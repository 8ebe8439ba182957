import { describe, expect, it } from "vitest";
import { flowOf, sentTask, waitingTask } from "./flows.testkit.js";
import { contextOf, cst, Play } from "./journey.testkit.js";

const T0 = cst("2026-03-02 10:00");
const H = 3_600_000;
const D = 24 * H;

const waiting = flowOf(
  "f",
  [
    ["t", "trigger.event", { event: "friend.added" }],
    ["k", "task", waitingTask(["ok"])],
  ],
  ["t:out>k"],
  { goals: [{ id: "buy", on: "order.paid", within: "P30D" }] },
);

function start(flows = [waiting], id = "c1"): Play {
  const play = new Play(contextOf({ flows }), T0, id);
  play.event("friend.added", { advisorId: "a1" });
  return play;
}

const forwards = (play: Play) => play.effects.flatMap((e) => (e.kind === "forward" ? [e] : []));

describe("§4.8 what ends every flow", () => {
  it("the last friend gone: open tasks are withdrawn with the reason; one of two gone ends nothing", () => {
    const play = start();
    play.event("friend.added", { advisorId: "a2" });
    play.event("friend.removed", { advisorId: "a1" });
    expect(play.standing).toEqual(["k"]);
    play.event("friend.removed", { advisorId: "a2" });
    expect(play.standing).toEqual([]);
    expect(play.trace("withdrawn").map((t) => t.detail?.reason)).toEqual(["friend_removed"]);
  });

  it("goals are still watched after it, as for everybody who left", () => {
    const play = start();
    play.event("friend.removed", { advisorId: "a1" });
    play.event("order.paid", { orderId: "o", amount: 100 }, { at: T0 + D });
    expect(play.trace("goal")).toHaveLength(1);
  });

  it.each([
    ["friend.removed", { advisorId: "a1" }, "friend_removed"],
    ["profile.changed", { doNotDisturb: true }, "do_not_disturb"],
    ["customer.erased", {}, "erased"],
  ])("%s ends them however late it is known", (type, props, reason) => {
    const play = start();
    play.event(type, props, { at: T0 + H, received: T0 + 5 * D });
    expect(play.standing).toEqual([]);
    expect(play.trace("withdrawn").map((t) => t.detail?.reason)).toEqual([reason]);
  });

  it("a late removal that was made good again ends nothing", () => {
    const play = start();
    play.event("friend.added", { advisorId: "a1" }, { at: T0 + 2 * D });
    play.event("friend.removed", { advisorId: "a1" }, { at: T0 + D, received: T0 + 5 * D });
    expect(play.standing).toEqual(["k"]);
  });

  it("who is erased enters nothing, not even by the erasure, and is never woken again", () => {
    const farewell = flowOf(
      "farewell",
      [
        ["t", "trigger.event", { event: "customer.erased" }],
        ["k", "task", sentTask()],
      ],
      ["t:out>k"],
    );
    const play = start([waiting, farewell]);
    play.event("customer.erased", {}, { at: T0 + H });
    expect(play.customer.enrollments).toEqual([]);
    expect(play.wakeAt).toBeNull();
    const before = play.effects.length;
    play.event("friend.added", { advisorId: "a1", name: "王女士" }, { at: T0 + 2 * H });
    expect(play.effects).toHaveLength(before);
    expect(play.customer.name).toBeUndefined();
  });
});

describe("customers merged", () => {
  it("the double leaves every flow for good, forwards its profile, and keeps nothing personal", () => {
    const play = start();
    play.event("profile.changed", { name: "王女士", identities: { member: "m1" } });
    play.event("customer.merged", { fromId: "c1", intoId: "c2" }, { at: T0 + H });
    expect(play.open).toEqual([]);
    expect(forwards(play)).toMatchObject([{ customerId: "c2", type: "customer.merged", props: { fromId: "c1" } }]);
    expect(play.customer).toMatchObject({
      id: "c1",
      status: "merged",
      mergedInto: "c2",
      identities: {},
      relations: [],
    });
    expect(play.customer.name).toBeUndefined();
    expect(play.wakeAt).toBeNull();
  });

  it("the other takes the profile over once, keeps its own flows, and re-entry sees one person", () => {
    const once = { ...waiting, settings: { reentry: "never" as const } };
    const double = start([once], "c1");
    double.event("customer.merged", { fromId: "c1", intoId: "c2" }, { at: T0 + H });
    const [forward] = forwards(double);
    const play = new Play(contextOf({ flows: [once] }), T0, "c2");
    play.event("message.received");
    for (const id of [forward?.id, "again"])
      play.event("customer.merged", forward?.props ?? {}, { id: id ?? "", at: T0 + 2 * H });
    expect(play.customer.mergedFrom).toEqual(["c1"]);
    expect(play.customer.relations.map((r) => r.advisorId)).toEqual(["a1"]);
    play.event("friend.added", { advisorId: "a1" }, { at: T0 + 3 * H });
    expect(play.trace("refused").map((t) => t.detail?.reason)).toEqual(["reentry_never"]);
  });

  it("what still comes for the double is forwarded, a result for its task as late", () => {
    const play = start();
    const [task] = play.tasks;
    play.event("customer.merged", { fromId: "c1", intoId: "c2" }, { at: T0 + H });
    play.complete(task ?? "", "ok");
    expect(forwards(play).map((f) => f.type)).toEqual(["customer.merged", "task.completed"]);
    const other = new Play(contextOf({ flows: [waiting] }), T0, "c2");
    const last = forwards(play).at(-1);
    other.event("task.completed", last?.props ?? {}, { at: T0 + 2 * H });
    expect(other.effects.some((e) => e.kind === "task.late")).toBe(true);
  });

  it("told both ways round, the two do not forward to each other for ever", () => {
    const double = start([waiting], "c1");
    double.event("customer.merged", { fromId: "c1", intoId: "c2" }, { at: T0 + H });
    const other = start([waiting], "c2");
    other.event("customer.merged", forwards(double)[0]?.props ?? {}, { at: T0 + H });
    other.event("customer.merged", { fromId: "c2", intoId: "c1" }, { at: T0 + 2 * H });
    expect(other.customer.status).toBe("live");
    expect(forwards(other)).toEqual([]);
    expect(other.standing).toEqual(["k"]);
  });
});
