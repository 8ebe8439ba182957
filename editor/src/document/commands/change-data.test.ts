import { describe, expect, it } from "vitest";
import { edge, edgeTexts, expectExactInverse, openDocument, refusalCodes } from "../document.testkit.js";
import { changeData } from "./change-data.js";
import { connect } from "./connect.js";
import { disconnect } from "./disconnect.js";

describe("changing a node's parameters", () => {
  it("sets a field and is undone exactly", () => {
    const flow = expectExactInverse(changeData, { nodeId: "ask", path: ["title"], value: "Ask again" });
    expect(flow.nodes.find((n) => n.id === "ask")?.data).toMatchObject({ title: "Ask again" });
  });
  it("adds to a list, changes inside it, and takes out of it", () => {
    const value = { id: "yes", label: "Yes" };
    const one = expectExactInverse(changeData, { nodeId: "ask", path: ["outcomes", 0], value });
    const two = expectExactInverse(changeData, { nodeId: "ask", path: ["outcomes", 0, "label"], value: "Oh yes" }, one);
    expect(two.nodes.find((n) => n.id === "ask")?.data).toMatchObject({ outcomes: [{ id: "yes", label: "Oh yes" }] });
    expectExactInverse(changeData, { nodeId: "ask", path: ["outcomes", 0], value: undefined }, two);
  });
  it("takes the edges of ports that are gone along", () => {
    const args = { nodeId: "ask", path: ["outcomes"], value: [{ id: "yes", label: "Yes" }] };
    expect(edgeTexts(expectExactInverse(changeData, args))).toEqual([
      "start.out > wait",
      "wait.out > ask",
      "ask.yes > thanks",
      "ask.skipped > leave",
      "thanks.out > leave",
    ]);
  });
  it("drops them where it is not clear which one should stay", () => {
    const flow = expectExactInverse(changeData, { nodeId: "ask", path: ["wait"], value: false });
    expect(edgeTexts(flow).filter((text) => text.startsWith("ask."))).toEqual([]);
  });
  it("refuses what has no sound shape, and names the place in the flow", () => {
    const document = openDocument();
    const result = document.run(changeData, { nodeId: "wait", path: ["duration"], value: "three days" });
    expect(result).toMatchObject({ ok: false, problems: [{ nodeId: "wait", path: "nodes.1.data.duration" }] });
    expect(refusalCodes(changeData, { nodeId: "none", path: [], value: {} })).toEqual(["edge.unknown_source"]);
  });
  it("frees a variant that becomes a holdout of its edge", () => {
    const document = openDocument();
    document.run(connect, { edge: edge("groups.a > leave") });
    document.run(connect, { edge: edge("groups.b > leave") });
    document.run(changeData, { nodeId: "groups", path: ["variants", 1, "holdout"], value: true });
    expect(edgeTexts(document.store.getState().flow)).not.toContain("groups.b > leave");
    document.run(disconnect, { edgeIds: [edge("groups.a > leave").id] });
    expect(document.run(connect, { edge: edge("groups.b > leave") })).toMatchObject({
      problems: [{ code: "edge.out_of_holdout" }],
    });
  });
  it("leaves no entry when the value is the same", () => {
    const document = openDocument();
    expect(document.run(changeData, { nodeId: "wait", path: ["duration"], value: "P1D" })).toEqual({
      ok: true,
      changed: false,
    });
  });
});
