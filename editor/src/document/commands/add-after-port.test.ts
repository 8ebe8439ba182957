import { describe, expect, it } from "vitest";
import { edgeTexts, expectExactInverse, node, refusalCodes } from "../document.testkit.js";
import { addAfterPort } from "./add-after-port.js";

describe("adding a node after a free port", () => {
  it("connects it and is undone exactly", () => {
    const args = { source: "ask", port: "expired", node: node("exit", "late"), edgeId: "e-new" };
    expect(edgeTexts(expectExactInverse(addAfterPort, args))).toContain("ask.expired > late");
  });
  it("is refused at a taken port, for a trigger, and after an exit", () => {
    const at = (source: string, port: string) => ({ source, port, node: node("tag", "new"), edgeId: "e-new" });
    expect(refusalCodes(addAfterPort, at("ask", "done"))).toEqual(["edge.port_taken"]);
    expect(refusalCodes(addAfterPort, at("leave", "out"))).toEqual(["edge.out_of_exit"]);
    const trigger = { ...at("ask", "expired"), node: node("trigger.manual", "new") };
    expect(refusalCodes(addAfterPort, trigger)).toEqual(["edge.into_trigger"]);
  });
});
