import { describe, expect, it } from "vitest";
import { compareFlows, isUnchanged } from "./compare-flows.js";
import { edge, node, sampleFlow } from "./document.testkit.js";

describe("comparing two states of a flow", () => {
  it("finds nothing where only places and ids of connections differ", () => {
    const flow = sampleFlow();
    const moved = {
      ...flow,
      nodes: flow.nodes.map((one) => ({ ...one, position: { x: 9, y: 9 } })).reverse(),
      edges: flow.edges.map((one) => ({ ...one, id: `${one.id}-2` })),
    };
    expect(isUnchanged(compareFlows(flow, moved))).toBe(true);
  });

  it("lists steps that came, went, and are other than before", () => {
    const flow = sampleFlow();
    const nodes = flow.nodes
      .filter(({ id }) => id !== "groups")
      .map((one) => (one.id === "thanks" ? { ...one, label: "Thank you", disabled: true } : one));
    const after = { ...flow, nodes: [...nodes, node("notify", "tell")] };
    const changes = compareFlows(flow, after);
    expect(changes.added.map((one) => one.id)).toEqual(["tell"]);
    expect(changes.removed.map((one) => one.id)).toEqual(["groups"]);
    expect(changes.changed.map((one) => [one.after.id, one.parts])).toEqual([["thanks", ["label", "disabled"]]]);
    expect(isUnchanged(changes)).toBe(false);
  });

  it("counts connections, and tells when the settings are other", () => {
    const flow = sampleFlow();
    const edges = [...flow.edges.filter((one) => one.target !== "wait"), edge("start.out > ask")];
    const changes = compareFlows(flow, { ...flow, edges, name: "Other" });
    expect([changes.edgesAdded, changes.edgesRemoved, changes.settings]).toEqual([1, 1, true]);
  });
});
