import { describe, expect, it } from "vitest";
import { expectExactInverse, refusalCodes } from "../document.testkit.js";
import { setNote } from "./set-note.js";

describe("noting something on a node", () => {
  it("is undone exactly, also when it is taken away", () => {
    const flow = expectExactInverse(setNote, { nodeId: "ask", note: "先听，不推产品" });
    expect(expectExactInverse(setNote, { nodeId: "ask", note: "" }, flow).nodes[2]).not.toHaveProperty("note");
  });
  it("is refused when it is too long", () => {
    expect(refusalCodes(setNote, { nodeId: "ask", note: "长".repeat(2_001) })).toEqual(["flow.bad_value"]);
  });
});
