import { describe, expect, it } from "vitest";
import { fragmentOf } from "../clipboard/fragment.js";
import { preparePaste } from "../clipboard/prepare-paste.js";
import { edge, edgeTexts, expectExactInverse, node, refusalCodes, sampleFlow } from "../document.testkit.js";
import { paste } from "./paste.js";

describe("pasting", () => {
  it("adds copies with the edges among them and is undone exactly", () => {
    const flow = sampleFlow();
    const prepared = preparePaste(flow, fragmentOf(flow, ["ask", "thanks"]));
    const changed = expectExactInverse(paste, prepared, flow);
    expect(changed.nodes).toHaveLength(flow.nodes.length + 2);
    const [ask, thanks] = [prepared.ids.get("ask"), prepared.ids.get("thanks")];
    expect(edgeTexts(changed).at(-1)).toBe(`${ask}.done > ${thanks}`);
  });
  it("is refused when an edge breaks a rule, or an id is taken", () => {
    const bad = { nodes: [node("exit", "x")], edges: [edge("x.out > ask")] };
    expect(refusalCodes(paste, bad)).toEqual(["edge.out_of_exit"]);
    expect(refusalCodes(paste, { nodes: [node("exit", "ask")], edges: [] })).toEqual(["flow.duplicate_id"]);
    const twice = { nodes: [node("tag", "t")], edges: [edge("t.out > ask"), edge("t.out > leave")] };
    expect(refusalCodes(paste, twice)).toEqual(["edge.port_taken"]);
  });
});
