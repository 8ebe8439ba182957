import { describe, expect, it } from "vitest";
import { expectExactInverse, openDocument } from "../document.testkit.js";
import { moveNodes } from "./move-nodes.js";

describe("moving nodes", () => {
  it("puts them at whole px and is undone exactly", () => {
    const flow = expectExactInverse(moveNodes, { places: [{ id: "ask", x: 10.4, y: -0.2 }] });
    expect(flow.nodes.find((n) => n.id === "ask")?.position).toEqual({ x: 10, y: 0 });
  });
  it("leaves no entry when nothing moved, and skips what is no number", () => {
    const document = openDocument();
    const places = [
      { id: "ask", x: 0, y: 0 },
      { id: "wait", x: Number.NaN, y: 1 },
    ];
    expect(document.run(moveNodes, { places })).toEqual({ ok: true, changed: false });
  });
});
