import { describe, expect, it } from "vitest";
import { edge, edgeTexts, expectExactInverse, node, refusalCodes } from "../document.testkit.js";
import { insertOnEdge } from "./insert-on-edge.js";

describe("inserting on an edge", () => {
  const edgeId = edge("ask.done > thanks").id;
  it("goes on to where the edge led, as one entry", () => {
    const args = { edgeId, node: node("wait.event", "new"), newEdgeId: "e-new" };
    const texts = edgeTexts(expectExactInverse(insertOnEdge, args));
    expect(texts).toContain("ask.done > new");
    expect(texts).toContain("new.replied > thanks");
  });
  it("is refused for triggers and exits, which cannot stand between two nodes", () => {
    const insert = (type: "trigger.manual" | "exit") => ({ edgeId, node: node(type, "new"), newEdgeId: "e-new" });
    expect(refusalCodes(insertOnEdge, insert("trigger.manual"))).toEqual(["edge.into_trigger"]);
    expect(refusalCodes(insertOnEdge, insert("exit"))).toEqual(["edge.out_of_exit"]);
  });
});
