import { describe, expect, it } from "vitest";
import { edge, edgeTexts, expectExactInverse, refusalCodes } from "../document.testkit.js";
import { connect } from "./connect.js";

describe("connecting", () => {
  it("draws an edge and is undone exactly", () => {
    expect(edgeTexts(expectExactInverse(connect, { edge: edge("ask.expired > thanks") }))).toContain(
      "ask.expired > thanks",
    );
  });
  it("joins: several edges may lead into one node", () => {
    expectExactInverse(connect, { edge: edge("groups.a > leave") });
  });
  it.each([
    ["ask.done > leave", "edge.port_taken"],
    ["ask.expired > start", "edge.into_trigger"],
    ["leave.out > ask", "edge.out_of_exit"],
    ["ask.nothing > leave", "edge.unknown_port"],
    ["nobody.out > leave", "edge.unknown_source"],
    ["ask.expired > nobody", "edge.unknown_target"],
    ["groups.a > groups", "flow.instant_cycle"],
  ])("%s is refused: %s", (text, code) => {
    expect(refusalCodes(connect, { edge: edge(text) })).toEqual([code]);
  });
  it("lets a way lead back when there is a wait on it", () => {
    expectExactInverse(connect, { edge: edge("ask.expired > wait") });
  });
});
