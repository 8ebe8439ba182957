import { FLOW_TEMPLATES } from "@sopflow/engine/core";
import { describe, expect, it } from "vitest";
import { edge, sampleFlow } from "./document.testkit.js";
import { exportFlow, importFlow } from "./import-flow.js";

describe("importing a flow file", () => {
  it("opens what was exported, unchanged, also with a byte order mark", () => {
    const flow = sampleFlow();
    expect(importFlow(exportFlow(flow))).toMatchObject({ kind: "ready", flow });
    expect(importFlow(`\uFEFF${exportFlow(flow)}`)).toMatchObject({ kind: "ready", flow });
  });
  it("opens every template without an error", () => {
    for (const { file } of FLOW_TEMPLATES) {
      const result = importFlow(JSON.stringify(file));
      expect(result.kind).toBe("ready");
      expect(result.diagnostics.filter((d) => d.severity === "error")).toEqual([]);
    }
  });
  it("opens a sound file that cannot run, with its problems", () => {
    const flow = { ...sampleFlow(), edges: [edge("leave.out > ask"), edge("ask.done > start")] };
    const result = importFlow(JSON.stringify(flow));
    expect(result.kind).toBe("ready");
    expect(result.diagnostics.map((d) => d.code)).toEqual(
      expect.arrayContaining(["edge.out_of_exit", "edge.into_trigger"]),
    );
  });
  it("lists every fault of a file it cannot open, not only the first", () => {
    const flow = {
      ...sampleFlow(),
      colour: "red",
      nodes: [{ id: "a", type: "nothing" }, ...sampleFlow().nodes],
      name: "",
    };
    const result = importFlow(JSON.stringify(flow));
    expect(result.kind).toBe("refused");
    expect(result.diagnostics.map((d) => d.code)).toEqual(
      expect.arrayContaining(["flow.unknown_key", "node.unknown_type", "flow.bad_value"]),
    );
  });
  it.each([
    ["{", "flow.not_json"],
    ["", "flow.not_json"],
    ["[]", "flow.not_object"],
    ['{"schema":"sopflow/flow@9"}', "flow.schema_version"],
  ])("says what is wrong with %j", (text, code) => {
    expect(importFlow(text)).toMatchObject({ kind: "refused", diagnostics: [{ code }] });
  });
});
