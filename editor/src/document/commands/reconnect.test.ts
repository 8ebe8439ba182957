import { describe, expect, it } from "vitest";
import { edge, edgeTexts, expectExactInverse, refusalCodes } from "../document.testkit.js";
import { reconnect } from "./reconnect.js";

describe("reconnecting", () => {
  const edgeId = edge("ask.skipped > leave").id;
  it("moves the end and is undone exactly", () => {
    const args = { edgeId, source: "ask", sourceHandle: "skipped", target: "thanks" };
    expect(edgeTexts(expectExactInverse(reconnect, args))).toContain("ask.skipped > thanks");
  });
  it("moves the begin to a free port, and not to a taken one", () => {
    expectExactInverse(reconnect, { edgeId, source: "ask", sourceHandle: "expired", target: "leave" });
    const taken = { edgeId, source: "ask", sourceHandle: "done", target: "leave" };
    expect(refusalCodes(reconnect, taken)).toEqual(["edge.port_taken"]);
  });
  it("of an unknown edge is refused", () => {
    const args = { edgeId: "none", source: "ask", sourceHandle: "expired", target: "leave" };
    expect(refusalCodes(reconnect, args)).toEqual(["edge.unknown_source"]);
  });
});
