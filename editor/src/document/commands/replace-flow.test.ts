import { FLOW_TEMPLATES, parseFlow } from "@sopflow/engine/core";
import { describe, expect, it } from "vitest";
import { expectExactInverse } from "../document.testkit.js";
import { replaceFlow } from "./replace-flow.js";

describe("replacing the flow's content", () => {
  it("keeps the id and is undone exactly", () => {
    for (const { file } of FLOW_TEMPLATES) {
      const { flow } = parseFlow(file);
      if (flow === undefined) throw new Error("a template does not parse");
      const changed = expectExactInverse(replaceFlow, { flow });
      expect(changed.id).toBe("sample");
      expect(changed.nodes).toEqual(flow.nodes);
    }
  });
});
