import { describe, expect, it } from "vitest";
import { flowOf, waitingTask } from "./flows.testkit.js";
import { contextOf, cst, Play } from "./journey.testkit.js";

const T0 = cst("2026-03-02 10:00");

const asks = (data: Record<string, unknown> = {}) =>
  flowOf(
    "f",
    [
      ["t", "trigger.event", { event: "message.received" }],
      ["k", "task", waitingTask([], data)],
      ["again", "task", waitingTask([], data)],
    ],
    ["t:out>k", "k:done>again"],
  );
const advisors = ["a1", "a2", "a3"].map((id) => ({
  id,
  name: id,
  pools: ["default"],
  capacityPerDay: 80,
  active: true,
}));

function begin(data: Record<string, unknown> = {}, away: readonly string[] = []) {
  const present = advisors.map((one) => ({ ...one, active: !away.includes(one.id) }));
  const play = new Play(contextOf({ flows: [asks(data)], advisors: present }), T0);
  play.event("friend.added", { advisorId: "a1" });
  play.event("message.received");
  return play;
}
const patches = (play: Play) => play.effects.flatMap((e) => (e.kind === "task.patch" ? [e] : []));
const holder = (play: Play) => play.customer.enrollments[0]?.tasks[0]?.advisorId;

describe("a customer who gets another owner", () => {
  it("takes its open tasks along as they are, and nothing is issued twice", () => {
    const play = begin();
    const [task] = play.tasks;
    play.event("owner.changed", { advisorId: "a2", from: "a1" });
    expect(patches(play)).toMatchObject([{ taskId: task?.id, advisorId: "a2", handedAt: T0, handedFrom: "a1" }]);
    expect(play.tasks).toHaveLength(1);
    expect(play.effects.filter((e) => e.kind === "task.close")).toEqual([]);
    play.event("owner.changed", { advisorId: "a2", from: "a1" });
    expect(patches(play)).toHaveLength(1);
  });

  it("has its flows go on with the new owner", () => {
    const play = begin();
    const [task] = play.tasks;
    play.event("owner.changed", { advisorId: "a2" });
    play.complete(task ?? "");
    expect(play.tasks.map((t) => t.advisorId)).toEqual(["a1", "a2"]);
  });

  it("leaves tasks of a pool, of a named advisor, and those given to somebody by hand where they are", () => {
    for (const assign of ["pool:default", "advisor:a3"]) {
      const play = begin({ assign });
      play.event("owner.changed", { advisorId: "a2" });
      expect(patches(play)).toEqual([]);
    }
    const byHand = begin();
    byHand.event("task.assigned", { taskId: byHand.tasks[0]?.id ?? "", advisorId: "a3" });
    byHand.event("owner.changed", { advisorId: "a2" });
    expect(holder(byHand)).toBe("a3");
  });

  it("takes along what somebody else did while the old owner was away, and goes to nobody who is away", () => {
    const play = begin({}, ["a1"]);
    play.event("task.assigned", { taskId: play.tasks[0]?.id ?? "", advisorId: "a3" });
    play.event("owner.changed", { advisorId: "a2" });
    expect(holder(play)).toBe("a2");
    const away = begin({}, ["a2"]);
    away.event("owner.changed", { advisorId: "a2" });
    expect(holder(away)).toBe("a1");
  });
});
