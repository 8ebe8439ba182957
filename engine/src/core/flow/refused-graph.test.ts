import { describe, expect, it } from "vitest";
import { EXIT, flowOf, ORDER_PAID, report, SECOND_ORDER, TASK } from "./flow.testkit.js";

const wait = (id: string) => [id, "wait.duration", { duration: "P1D" }] as const;
const tag = (id: string) => [id, "tag", { add: ["a"] }] as const;
const branch = (id: string) => [id, "branch", { cases: [{ id: "a", where: { all: [] } }] }] as const;

describe("compileFlow refuses a graph", () => {
  it("takes the second-order flow without a word", () => {
    expect(report(SECOND_ORDER, { publish: true })).toEqual([]);
  });

  it("node.unknown_type", () => {
    expect(report(flowOf([ORDER_PAID, ["n", "teleport"]], [["t", "out", "n"]]))).toEqual([
      "node.unknown_type @ n nodes.1.type",
    ]);
  });

  it("edge.unknown_port", () => {
    expect(report(flowOf([ORDER_PAID, TASK], [["t", "in", "k"]]))).toContain(
      "edge.unknown_port @ t edges.0.sourceHandle",
    );
  });

  it("edge.unknown_target and edge.unknown_source: an edge to and from nowhere", () => {
    const edges = [
      ["t", "out", "k"],
      ["k", "out", "gone"],
      ["lost", "out", "k"],
    ] as const;
    expect(report(flowOf([ORDER_PAID, TASK], edges))).toEqual([
      "edge.unknown_target @ e1 edges.1.target",
      "edge.unknown_source @ e2 edges.2.source",
    ]);
  });

  it("edge.port_taken: two edges on a port", () => {
    const edges = [
      ["t", "out", "k"],
      ["t", "out", "x"],
    ] as const;
    expect(report(flowOf([ORDER_PAID, TASK, EXIT], edges))).toEqual(["edge.port_taken @ t edges.1.sourceHandle"]);
  });

  it("edge.into_trigger: a trigger with an input", () => {
    const edges = [
      ["t", "out", "k"],
      ["k", "out", "t"],
    ] as const;
    expect(report(flowOf([ORDER_PAID, TASK], edges))).toContain("edge.into_trigger @ t edges.1.target");
  });

  it("edge.out_of_exit", () => {
    const edges = [
      ["t", "out", "x"],
      ["x", "out", "k"],
    ] as const;
    expect(report(flowOf([ORDER_PAID, EXIT, TASK], edges))).toEqual(["edge.out_of_exit @ x edges.1.source"]);
  });

  it("edge.out_of_holdout: people of a holdout are only watched", () => {
    const split = [
      "s",
      "split",
      {
        variants: [
          { id: "a", weight: 9 },
          { id: "h", weight: 1, holdout: true },
        ],
      },
    ] as const;
    const edges = [
      ["t", "out", "s"],
      ["s", "a", "k"],
      ["s", "h", "x"],
    ] as const;
    expect(report(flowOf([ORDER_PAID, split, TASK, EXIT], edges))).toEqual([
      "edge.out_of_holdout @ s edges.2.sourceHandle",
    ]);
  });

  it("flow.no_trigger, also when the only one is disabled", () => {
    expect(report(flowOf([TASK], []))).toEqual(["flow.no_trigger @ - nodes"]);
    expect(report(flowOf([[...ORDER_PAID, { disabled: true }]], []))).toEqual(["flow.no_trigger @ - nodes"]);
  });

  it("flow.unreachable_node", () => {
    const edges = [
      ["t", "out", "k"],
      ["a", "out", "b"],
    ] as const;
    expect(report(flowOf([ORDER_PAID, TASK, wait("a"), wait("b")], edges))).toEqual([
      "flow.unreachable_node @ a nodes.2",
      "flow.unreachable_node @ b nodes.3",
    ]);
  });

  it("flow.duplicate_id of nodes, edges and goals", () => {
    const goal = { id: "g", on: "order.paid", within: "P1D" };
    const flow = flowOf([ORDER_PAID, TASK, TASK], [["t", "out", "k"]], { goals: [goal, goal] });
    expect(report(flow)).toEqual(["flow.duplicate_id @ - settings.goals.1.id", "flow.duplicate_id @ k nodes.2.id"]);
    const [edge] = flow.edges;
    expect(report({ ...flowOf([ORDER_PAID, TASK], []), edges: [edge, edge] })).toContain(
      "flow.duplicate_id @ e0 edges.1.id",
    );
  });

  describe("flow.instant_cycle: a cycle of instant nodes only", () => {
    const loop = (node: readonly [string, string, object?, object?], port: string) =>
      report(
        flowOf(
          [ORDER_PAID, node, branch("b"), EXIT],
          [
            ["t", "out", node[0]],
            [node[0], port, "b"],
            ["b", "a", node[0]],
            ["b", "else", "x"],
          ],
        ),
      ).filter((line) => line.startsWith("flow.instant_cycle"));

    it("of routing and acting nodes", () => {
      expect(loop(tag("n"), "out")).toEqual(["flow.instant_cycle @ n nodes.1"]);
    });

    it("with a task that nobody waits for", () => {
      expect(loop(["n", "task", { title: "t", script: "s", wait: false }], "out")).toHaveLength(1);
      expect(loop(["n", "task", { title: "t", script: "s", wait: true }], "done")).toEqual([]);
    });

    it("by the way of a task that was skipped, since one that is dropped goes there at once", () => {
      const task = { title: "t", script: "s", wait: true };
      expect(loop(["n", "task", task], "skipped")).toHaveLength(1);
      expect(loop(["n", "task", task], "expired")).toEqual([]);
      expect(loop(["n", "task", { ...task, expireIn: "PT0S" }], "expired")).toHaveLength(1);
    });

    it("with a wait that looks back, but not by its timeout", () => {
      const on = [{ id: "m", event: "order.paid" }];
      expect(loop(["n", "wait.event", { on, timeout: "P1D", lookback: "P1D" }], "m")).toHaveLength(1);
      expect(loop(["n", "wait.event", { on, timeout: "P1D", lookback: "P1D" }], "timeout")).toEqual([]);
      expect(loop(["n", "wait.event", { on, timeout: "P1D" }], "m")).toEqual([]);
    });

    it("with a wait.until that goes on when its time is past", () => {
      expect(loop(["n", "wait.until", { time: "09:00" }], "out")).toHaveLength(1);
      expect(loop(["n", "wait.until", { time: "09:00", ifPast: "next" }], "out")).toEqual([]);
    });

    it("with a disabled wait", () => {
      expect(loop([...wait("n"), { disabled: true }], "out")).toHaveLength(1);
      expect(loop(wait("n"), "out")).toEqual([]);
    });

    it("of one node", () => {
      const edges = [
        ["t", "out", "b"],
        ["b", "a", "b"],
      ] as const;
      expect(report(flowOf([ORDER_PAID, branch("b")], edges))).toEqual(["flow.instant_cycle @ b nodes.1"]);
    });
  });
});
