import { describe, expect, it } from "vitest";
import { edge, edgeTexts, expectExactInverse, openDocument } from "../document.testkit.js";
import { disconnect } from "./disconnect.js";

describe("disconnecting", () => {
  it("deletes edges and is undone exactly, in place", () => {
    const flow = expectExactInverse(disconnect, {
      edgeIds: [edge("wait.out > ask").id, edge("thanks.out > leave").id],
    });
    expect(edgeTexts(flow)).toEqual(["start.out > wait", "ask.done > thanks", "ask.skipped > leave"]);
  });
  it("of an unknown edge leaves no entry in the history", () => {
    const document = openDocument();
    expect(document.run(disconnect, { edgeIds: ["none"] })).toEqual({ ok: true, changed: false });
    expect(document.store.getState().undoable).toBeUndefined();
  });
});
