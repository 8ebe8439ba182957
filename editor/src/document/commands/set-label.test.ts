import { describe, expect, it } from "vitest";
import { expectExactInverse, refusalCodes } from "../document.testkit.js";
import { setLabel } from "./set-label.js";

describe("giving a node a title", () => {
  it("is undone exactly, also when it is taken away", () => {
    const flow = expectExactInverse(setLabel, { nodeId: "ask", label: "问需求" });
    expect(expectExactInverse(setLabel, { nodeId: "ask", label: "" }, flow).nodes[2]).not.toHaveProperty("label");
  });
  it("is refused when it is too long", () => {
    expect(refusalCodes(setLabel, { nodeId: "ask", label: "长".repeat(81) })).toEqual(["flow.bad_value"]);
  });
});
