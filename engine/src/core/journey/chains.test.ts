import { describe, expect, it } from "vitest";
import { flowOf, type ShortEdge, type ShortNode, sentTask, waitingTask } from "./flows.testkit.js";
import { contextOf, cst, Play } from "./journey.testkit.js";

const T0 = cst("2026-03-02 10:00");
const H = 3_600_000;
const D = 24 * H;

const always = { all: [] };
const tagIs = (value: string) => ({ all: [{ fact: "event", path: "$.props.tag", operator: "equal", value }] });

function played(flows: ReturnType<typeof flowOf>[], event = "friend.added", world = {}): Play {
  const play = new Play(contextOf({ flows, ...world }), T0);
  play.event(event);
  return play;
}

const loops = (play: Play) => play.effects.filter((e) => e.kind === "alert" && e.code === "flow.loop");

describe("§4.6 limits of a causal chain", () => {
  /** Enters by `event`, runs through the nodes in order, and starts another flow at the end. */
  const starting = (id: string, other: string, nodes: ShortNode[], event = "custom.go") => {
    const all: ShortNode[] = [["t", "trigger.event", { event }], ...nodes, ["s", "flow.start", { flowId: other }]];
    const edges = all.slice(1).map((node, i): ShortEdge => `${all[i]?.[0]}:out>${node[0]}`);
    return flowOf(id, all, edges);
  };

  it("two flows that start each other through tasks nobody waits for stop as a loop with an alert", () => {
    const task: ShortNode[] = [["k", "task", sentTask({ purpose: "reply" })]];
    const play = played([starting("a", "b", task), starting("b", "a", task)], "custom.go");
    expect(play.tasks.length).toBeLessThan(20);
    expect(loops(play).length).toBeGreaterThan(0);
    const tasks = play.tasks.length;
    play.pass(T0 + D);
    expect(play.tasks).toHaveLength(tasks);
  });

  it("the depth goes on through a task that is handed out: the eighth start is the last", () => {
    const task: ShortNode[] = [["k", "task", sentTask({ purpose: "reply" })]];
    const play = played([starting("a", "b", task), { ...starting("b", "a", task, "custom.other") }], "custom.go");
    expect(play.trace("entered")).toHaveLength(9);
  });

  it("tags that two flows set and take away in turn stop by depth", () => {
    const flip = (id: string, on: string, data: Record<string, unknown>) =>
      flowOf(
        id,
        [
          ["t", "trigger.event", { event: on }],
          ["g", "tag", data],
        ],
        ["t:out>g"],
      );
    const flows = [
      flip("go", "friend.added", { add: ["a"], remove: [] }),
      flip("off", "tag.added", { add: [], remove: ["a"] }),
      flip("on", "tag.removed", { add: ["a"], remove: [] }),
    ];
    const play = played(flows);
    expect(loops(play)).toHaveLength(1);
    expect(play.trace("entered")).toHaveLength(9);
  });

  it("a loop through waits that are over at once stops at 200 visits and fails that enrollment alone", () => {
    // The compiler refuses such a loop; a version of an older product may still hold one.
    const context = contextOf({
      flows: [
        flowOf(
          "f",
          [
            ["t", "trigger.event", { event: "friend.added" }],
            ["w", "replenish.wait", { leadDays: 10, fallbackDays: 0 }],
            ["g", "tag", { add: ["补货"] }],
          ],
          ["t:out>w", "w:due>g"],
        ),
        flowOf(
          "other",
          [
            ["t", "trigger.event", { event: "friend.added" }],
            ["k", "task", waitingTask(["ok"])],
          ],
          ["t:out>k"],
        ),
      ],
    });
    const program = context.flows.get("f")?.newest;
    const g = program?.plan.nodes.g;
    const rule = program?.rules.find((r) => r.event.type === "advance" && r.event.params.from === "g");
    if (!g || !rule) throw new Error("the flow has a tag node");
    Object.assign(g.next, { out: "w" });
    Object.assign(rule.event.params, { to: "w" });
    const play = new Play(context, T0);
    play.event("friend.added");
    expect(play.trace("failed").map((t) => [t.flowId, t.detail?.code])).toEqual([["f", "flow.loop"]]);
    expect(play.trace("arrived").filter((t) => t.flowId === "f").length).toBeLessThan(205);
    expect(play.standing).toEqual(["k"]);
  });

  it("a task that is dropped at once and leads back to itself stops at 200 visits and fails that enrollment alone", () => {
    // The compiler refuses such a loop; a version of an older product may still hold one.
    const marketing = waitingTask(["ok"], { purpose: "marketing" });
    const flow = (id: string, priority: number) =>
      flowOf(
        id,
        [
          ["t", "trigger.event", { event: "friend.added" }],
          ["k", "task", marketing],
          ["w", "wait.duration", { duration: "P1D" }],
        ],
        ["t:out>k", "k:skipped>w"],
        { onBudget: "drop", priority },
      );
    const context = contextOf({ flows: [flow("f", 90), flow("other", 10)], settings: {} });
    const program = context.flows.get("other")?.newest;
    const k = program?.plan.nodes.k;
    const rule = program?.rules.find(({ event: { type, params } }) => type === "advance" && params.port === "skipped");
    if (!k || !rule) throw new Error("the flow has a task node");
    Object.assign(k.next, { skipped: "k" });
    Object.assign(rule.event.params, { to: "k" });
    const play = new Play(context, T0);
    play.event("friend.added");
    expect(play.tasks.map((t) => t.flowId)).toEqual(["f"]);
    expect(play.trace("failed").map((t) => [t.flowId, t.detail?.code])).toEqual([["other", "flow.loop"]]);
    expect(play.trace("dropped").length).toBeLessThan(205);
    expect(loops(play)).toHaveLength(1);
    expect(play.standing).toEqual(["k"]);
  });

  it("long paths of several enrollments in one instant of the clock are no loop", () => {
    const path = (id: string) => {
      const tags = Array.from({ length: 40 }, (_, i): ShortNode => [`g${i}`, "tag", { add: [`${id}-${i}`] }]);
      const wait: ShortNode = ["w", "wait.duration", { duration: "P1D" }];
      const all: ShortNode[] = [["t", "trigger.event", { event: "friend.added" }], wait, ...tags];
      return flowOf(
        id,
        all,
        all.slice(1).map((node, i): ShortEdge => `${all[i]?.[0]}:out>${node[0]}`),
      );
    };
    const play = played(["a", "b", "c", "d", "e", "f", "h"].map(path));
    play.pass(T0 + 2 * D);
    expect(play.trace("completed")).toHaveLength(7);
    expect(loops(play)).toEqual([]);
  });

  it("what is raised is handled first in first out, after the event that raised it", () => {
    const flows = [
      flowOf(
        "first",
        [
          ["t", "trigger.event", { event: "friend.added" }],
          ["g", "tag", { add: ["a", "b"] }],
        ],
        ["t:out>g"],
        { priority: 90 },
      ),
      flowOf(
        "on-a",
        [
          ["t", "trigger.event", { event: "tag.added", where: tagIs("a") }],
          ["g", "tag", { add: ["c"] }],
        ],
        ["t:out>g"],
      ),
      flowOf("last", [["t", "trigger.event", { event: "friend.added" }]], [], { priority: 1 }),
    ];
    const play = played(flows);
    const order = play.trace().flatMap((t) => {
      if (t.what === "entered") return [t.flowId];
      const { tag } = ((t.what === "raised" ? t.detail?.props : undefined) as { tag?: string } | undefined) ?? {}; // props of a tag's event
      return tag === undefined ? [] : [tag];
    });
    expect(order).toEqual(["first", "last", "a", "on-a", "b", "c"]);
  });

  it("two triggers of a flow that both answer one event enter it once, even if the first path ends at once", () => {
    const flow = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        ["u", "trigger.event", { event: "friend.added", where: always }],
        ["k", "task", sentTask()],
      ],
      ["t:out>k", "u:out>k"],
    );
    const play = played([flow]);
    expect(play.tasks).toHaveLength(1);
    expect(play.trace("refused").map((t) => t.detail?.reason)).toEqual(["entered_already"]);
  });
});

describe("§4.11 ids", () => {
  const flow = flowOf(
    "f",
    [
      ["t", "trigger.event", { event: "tag.added" }],
      ["k", "task", sentTask({ purpose: "reply" })],
    ],
    ["t:out>k"],
  );
  const source = (id: string, hours: number) =>
    flowOf(
      id,
      [
        ["t", "trigger.event", { event: "friend.added" }],
        ["w", "wait.duration", { duration: `PT${hours}H` }],
        ["g", "tag", { add: [id] }],
      ],
      ["t:out>w", "w:out>g"],
    );
  const ids = (stops: readonly number[]) => {
    const play = played([source("x", 1), source("y", 2), source("z", 2), flow]);
    for (const hours of stops) play.until(T0 + hours * H, 0); // real time stands still: only the batching differs
    return [...play.trace("entered").map((t) => t.enrollmentId), ...play.tasks.map((t) => t.id)];
  };

  it("are the same whether timers are served one by one or in one call", () => {
    expect(ids([1, 2])).toEqual(ids([3]));
    expect(new Set(ids([3])).size).toBe(ids([3]).length);
  });

  it("differ by visit, by slot, by node, by customer and by entry", () => {
    const slots = [1, 2].map((day) => ({ id: `d${day}`, day, time: "11:00", title: "活动", script: "活动" }));
    const many = flowOf(
      "m",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        ["k", "task", waitingTask(["again"])],
        ["l", "task", sentTask()],
        ["r", "campaign.rhythm", { day1: "entry", slots }],
      ],
      ["t:out>k", "k:again>k", "k:skipped>l", "l:out>r"],
    );
    const seen = ["c1", "c2"].flatMap((customer) => {
      const play = new Play(contextOf({ flows: [many] }), T0, customer);
      for (const entry of [1, 2]) {
        play.event("friend.added", {}, { at: T0 + (entry - 1) * 9 * D });
        for (const _ of [1, 2]) play.complete(play.open.at(-1) ?? "", "again");
        const last = play.open.at(-1);
        if (last) play.skip(last);
        play.pass(play.now + 8 * D);
      }
      return play.tasks.map((t) => t.id);
    });
    expect(seen).toHaveLength(2 * 2 * 6);
    expect(new Set(seen).size).toBe(seen.length);
  });
});
