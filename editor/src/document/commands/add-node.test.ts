import { describe, expect, it } from "vitest";
import { expectExactInverse, node, refusalCodes, sampleFlow } from "../document.testkit.js";
import { addNode } from "./add-node.js";

describe("adding a node", () => {
  it("puts it last and is undone exactly", () => {
    const flow = expectExactInverse(addNode, { node: node("tag", "new") });
    expect(flow.nodes.at(-1)?.id).toBe("new");
  });
  it("is refused when the id is taken", () => {
    expect(refusalCodes(addNode, { node: node("tag", "wait") })).toEqual(["flow.duplicate_id"]);
  });
  it("is refused beyond what a file may hold", () => {
    const flow = sampleFlow();
    const full = { ...flow, nodes: Array.from({ length: 500 }, (_, i) => node("tag", `n${i}`)), edges: [] };
    expect(refusalCodes(addNode, { node: node("tag", "one-more") }, full)).toEqual(["flow.bad_value"]);
  });
});
