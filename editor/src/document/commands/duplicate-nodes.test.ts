import { describe, expect, it } from "vitest";
import { fragmentOf } from "../clipboard/fragment.js";
import { preparePaste } from "../clipboard/prepare-paste.js";
import { expectExactInverse, sampleFlow } from "../document.testkit.js";
import { duplicateNodes } from "./duplicate-nodes.js";

describe("duplicating nodes", () => {
  it("adds copies beside their originals and is undone exactly", () => {
    const flow = sampleFlow();
    const prepared = preparePaste(flow, fragmentOf(flow, ["wait"]), { offset: { x: 300, y: 0 } });
    const changed = expectExactInverse(duplicateNodes, prepared, flow);
    expect(changed.nodes.at(-1)?.position).toEqual({ x: 300, y: 0 });
    expect(changed.edges).toEqual(flow.edges);
  });
});
