import { describe, expect, it } from "vitest";
import { edge, edgeTexts, expectExactInverse, node, sampleFlow } from "../document.testkit.js";
import { removeNodes } from "./remove-nodes.js";

describe("removing nodes", () => {
  it("takes their edges along and is undone exactly, in place", () => {
    const flow = expectExactInverse(removeNodes, { nodeIds: ["ask"] });
    expect(edgeTexts(flow)).toEqual(["start.out > wait", "thanks.out > leave"]);
  });
  it("can lead the edges that came in on to what followed", () => {
    const flow = expectExactInverse(removeNodes, { nodeIds: ["wait", "ask"], reconnect: true });
    expect(edgeTexts(flow)).toEqual(["thanks.out > leave", "start.out > thanks"]);
  });
  it("does not reconnect what the rules forbid: the last wait of a loop", () => {
    const flow = sampleFlow();
    const loop = {
      ...flow,
      nodes: [node("trigger.event", "start"), node("tag", "t"), node("wait.duration", "w")],
      edges: [edge("start.out > t"), edge("t.out > w"), edge("w.out > t")],
    };
    expect(edgeTexts(expectExactInverse(removeNodes, { nodeIds: ["w"], reconnect: true }, loop))).toEqual([
      "start.out > t",
    ]);
  });
});
