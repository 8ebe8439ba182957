import type { InsidePlan } from "@sopflow/schemas";
import { describe, expect, it } from "vitest";
import { flowOf, type ShortEdge, type ShortNode, sentTask, waitingTask } from "./flows.testkit.js";
import { contextOf, cst, Play, type World } from "./journey.testkit.js";

const T0 = cst("2026-03-02 10:00");
const H = 3_600_000;
const D = 24 * H;

type File = ReturnType<typeof flowOf>;

const START: ShortNode = ["t", "trigger.event", { event: "friend.added" }];
const flow = (nodes: readonly ShortNode[], edges: readonly ShortEdge[], settings = {}) =>
  flowOf("f", [START, ...nodes], edges, settings);

function start(file: File): Play {
  const play = new Play(contextOf({ flows: [file] }), T0);
  play.event("friend.added", { advisorId: "a1" });
  return play;
}

/** The next version is live; the run over the people inside comes to this customer. */
function publish(play: Play, before: File, after: File, inside: InsidePlan["1"], more: Partial<World> = {}): void {
  play.context = contextOf({ flows: [after], earlier: { f: [before] }, inside: { f: { 1: inside ?? {} } }, ...more });
  for (const { id } of play.customer.enrollments) {
    play.event("enrollment.moved", { enrollmentId: id, flowId: "f", version: 2 });
  }
}

const waits = (duration: string, script = "旧") =>
  flow(
    [
      ["w", "wait.duration", { duration }],
      ["k", "task", sentTask({ script })],
    ],
    ["t:out>w", "w:out>k"],
  );

describe("§5 people already inside", () => {
  it("who is moved keeps the start of the wait and the visit, and is due as the new version says", () => {
    const play = start(waits("P5D"));
    play.pass(T0 + D);
    publish(play, waits("P5D"), waits("P3D", "新"), { w: { do: "move", to: "w" } });
    expect(play.customer.enrollments[0]).toMatchObject({ version: 2, nodeId: "w", visit: 1, since: T0 });
    expect(play.wakeAt).toBe(T0 + 3 * D);
    play.pass(T0 + 9 * D);
    expect(play.tasks.map((t) => [t.text, t.issuedAt])).toEqual([["新", T0 + 3 * D]]);
    expect(play.trace("moved").map((t) => [t.version, t.detail])).toEqual([[2, { from: "w", fromVersion: 1 }]]);
  });

  it("a wait that the new version has made too short is due now", () => {
    const play = start(waits("P5D"));
    play.pass(T0 + 4 * D);
    publish(play, waits("P5D"), waits("P1D", "新"), { w: { do: "move", to: "w" } });
    expect(play.tasks.map((t) => [t.text, t.issuedAt])).toEqual([["新", T0 + 4 * D]]);
  });

  it("who stays is pinned, who leaves is told why, and a node without a choice keeps its people", () => {
    const staying = start(waits("P5D"));
    publish(staying, waits("P5D"), waits("P1D"), { w: { do: "stay" } });
    expect(staying.customer.enrollments[0]).toMatchObject({ version: 1, nodeId: "w" });
    const silent = start(waits("P5D"));
    publish(silent, waits("P5D"), waits("P1D"), {});
    expect(silent.customer.enrollments[0]).toMatchObject({ version: 1, nodeId: "w" });
    const leaving = start(waits("P5D"));
    publish(leaving, waits("P5D"), waits("P1D"), { w: { do: "exit" } });
    expect(leaving.trace("exited").map((t) => t.detail?.reason)).toEqual(["new_version"]);
    expect(leaving.wakeAt).toBeNull();
  });

  it("being told twice moves nobody twice", () => {
    const play = start(waits("P5D"));
    publish(play, waits("P5D"), waits("P3D"), { w: { do: "move", to: "w" } });
    publish(play, waits("P5D"), waits("P3D"), { w: { do: "move", to: "w" } });
    expect(play.trace("moved")).toHaveLength(1);
  });

  const asks = (outcomes: readonly string[], ways: readonly ShortEdge[], id = "k") =>
    flow(
      [
        [id, "task", waitingTask(outcomes)],
        ["g", "tag", { add: ["好"] }],
      ],
      [`t:out>${id}`, ...ways],
    );

  it("an open task stays out when its node is still there, and its result goes the new version's way", () => {
    const play = start(asks(["ok"], ["k:skipped>g"]));
    const after = asks(["ok", "later"], ["k:ok>g"]);
    publish(play, asks(["ok"], ["k:skipped>g"]), after, { k: { do: "move", to: "k" } });
    expect(play.tasks).toHaveLength(1);
    expect(play.open).toHaveLength(1);
    play.complete(play.open[0] ?? "", "ok");
    expect(play.customer.tags).toEqual(["好"]);
  });

  it("an open task whose node is gone is withdrawn", () => {
    const after = flow([["x", "wait.duration", { duration: "P9D" }]], ["t:out>x"]);
    const play = start(asks(["ok"], ["k:skipped>g"]));
    publish(play, asks(["ok"], ["k:skipped>g"]), after, { k: { do: "move", to: "x" } });
    expect(play.open).toEqual([]);
    expect(play.trace("withdrawn").map((t) => t.detail?.reason)).toEqual(["moved"]);
    expect(play.customer.enrollments[0]).toMatchObject({ nodeId: "x", visit: 1, since: T0 });
    expect(play.wakeAt).toBe(T0 + 9 * D);
  });

  it("an open task with outcomes that would lead nowhere is taken back and handed out anew", () => {
    const play = start(asks(["ok"], ["k:skipped>g"]));
    publish(play, asks(["ok"], ["k:skipped>g"]), asks(["yes"], ["k:yes>g"]), { k: { do: "move", to: "k" } });
    expect(play.tasks).toHaveLength(2);
    expect(play.open.map((t) => t.outcomes.map((o) => o.id))).toEqual([["yes"]]);
    play.complete(play.open[0] ?? "", "yes");
    expect(play.customer.tags).toEqual(["好"]);
  });

  it("a task that nobody waits for any more lets its people go on, and stays on the list", () => {
    const after = flow(
      [
        ["k", "task", sentTask()],
        ["g", "tag", { add: ["好"] }],
      ],
      ["t:out>k", "k:out>g"],
    );
    const play = start(asks([], ["k:skipped>g"]));
    publish(play, asks([], ["k:skipped>g"]), after, { k: { do: "move", to: "k" } });
    expect([play.tasks.length, play.open.length, play.customer.tags]).toEqual([1, 1, ["好"]]);
  });

  it("a planned task is planned once, and says what the new version says", () => {
    const night = cst("2026-03-02 22:00");
    const before = flow([["k", "task", sentTask({ script: "旧" })]], ["t:out>k"]);
    const after = flow([["k", "task", sentTask({ script: "新" })]], ["t:out>k"]);
    const play = new Play(contextOf({ flows: [before], settings: {} }), night);
    play.event("friend.added", { advisorId: "a1" });
    publish(play, before, after, { k: { do: "move", to: "k" } }, { settings: {} });
    play.pass(night + D);
    expect(play.tasks.map((t) => t.text)).toEqual(["新"]);
  });

  it("slots of a campaign that were sent are not sent again, whatever day they have now", () => {
    const slot = (id: string, day: number) => ({ title: id, script: "您好", id, day, time: "12:00" });
    const of = (slots: readonly object[]) =>
      flow([["c", "campaign.rhythm", { day1: "entry", slots, contacts: "exempt" }]], ["t:out>c"]);
    const before = of([slot("a", 1), slot("b", 3)]);
    const after = of([slot("n", 2), slot("a", 3), slot("b", 4)]);
    const play = start(before);
    play.pass(T0 + D);
    expect(play.tasks.map((t) => t.title)).toEqual(["a"]);
    publish(play, before, after, { c: { do: "move", to: "c" } });
    play.pass(T0 + 9 * D);
    expect(play.tasks.map((t) => [t.title, Math.floor((t.issuedAt - T0) / D)])).toEqual([
      ["a", 0],
      ["n", 1],
      ["b", 3],
    ]);
    expect(play.trace("completed")).toHaveLength(1);
  });

  it("a wait for an event listens from its old start, and one for a condition that holds is met", () => {
    const event = (timeout: string) =>
      flow([["w", "wait.event", { on: [{ id: "talk", event: "message.received" }], timeout }]], ["t:out>w"]);
    const play = start(event("P3D"));
    publish(play, event("P3D"), event("P7D"), { w: { do: "move", to: "w" } });
    play.pass(T0 + 5 * D);
    expect(play.standing).toEqual(["w"]);
    play.event("message.received");
    expect(play.path).toContain("w:talk");

    const where = { all: [{ fact: "customer", path: "$.tags", operator: "contains", value: "好" }] };
    const until = flow([["w", "wait.condition", { where, timeout: "P9D" }]], ["t:out>w"]);
    const met = start(event("P3D"));
    met.event("tag.added", { tag: "好" });
    publish(met, event("P3D"), until, { w: { do: "move", to: "w" } });
    expect(met.path).toContain("w:met");
  });

  it("a node that is not in the version moves nobody, by choice or by hand", () => {
    const play = start(waits("P5D"));
    publish(play, waits("P5D"), waits("P3D"), { w: { do: "move", to: "gone" } });
    const [enrollment] = play.customer.enrollments;
    for (const nodeId of ["gone", "t"]) {
      play.event("enrollment.moved", { enrollmentId: enrollment?.id ?? "", flowId: "f", version: 2, nodeId });
    }
    expect(play.customer.enrollments[0]).toMatchObject({ version: 1, nodeId: "w" });
    expect(play.trace("moved")).toEqual([]);
  });
});

describe("one person", () => {
  it("is moved by hand: to a task it gets that task, to a wait it waits, and a loop back is a new visit", () => {
    const file = flow(
      [
        ["k", "task", sentTask()],
        ["w", "wait.duration", { duration: "P5D" }],
      ],
      ["t:out>k", "k:out>w"],
    );
    const play = start(file);
    const enrollmentId = play.customer.enrollments[0]?.id ?? "";
    play.event("enrollment.moved", { enrollmentId, flowId: "f", version: 1, nodeId: "k", by: "lead" });
    expect(new Set(play.tasks.map((t) => t.id)).size).toBe(2);
    expect(play.trace("moved").map((t) => t.detail?.by)).toEqual(["lead"]);
    expect(play.standing).toEqual(["w"]);
  });

  it("is taken out: tasks are withdrawn, goals are still watched", () => {
    const file = flow([["k", "task", waitingTask(["ok"])]], ["t:out>k"], {
      goals: [{ id: "buy", on: "order.paid", within: "P14D" }],
    });
    const play = start(file);
    const enrollmentId = play.customer.enrollments[0]?.id ?? "";
    play.event("enrollment.exited", { enrollmentId, flowId: "f", reason: "cancelled", by: "lead" });
    expect([play.open, play.standing]).toEqual([[], []]);
    expect(play.trace("exited").map((t) => t.detail?.reason)).toEqual(["cancelled"]);
    play.event("order.paid", { orderId: "o", amount: 100 });
    expect(play.trace("goal")).toHaveLength(1);
    play.event("enrollment.exited", { enrollmentId, flowId: "f", reason: "cancelled", by: "lead" });
    expect(play.trace("exited")).toHaveLength(1);
  });
});
