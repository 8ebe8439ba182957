import { describe, expect, it } from "vitest";
import { expectExactInverse } from "../document.testkit.js";
import { disableNodes } from "./disable-nodes.js";

describe("disabling nodes", () => {
  it("is undone exactly, and so is enabling", () => {
    const flow = expectExactInverse(disableNodes, { nodeIds: ["ask", "thanks"], disabled: true });
    expect(flow.nodes.filter((n) => n.disabled).map((n) => n.id)).toEqual(["ask", "thanks"]);
    expect(expectExactInverse(disableNodes, { nodeIds: ["ask"], disabled: false }, flow).nodes[2]).not.toHaveProperty(
      "disabled",
    );
  });
});
