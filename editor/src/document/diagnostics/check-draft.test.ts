import { makeDiagnostic } from "@sopflow/schemas";
import { expect, it } from "vitest";
import { sampleFlow } from "../document.testkit.js";
import { beyondDraft } from "./beyond-draft.js";
import { checkDraft } from "./check-draft.js";

const NOW = Date.parse("2026-03-02T10:00:00+08:00");
const flow = sampleFlow();
const [first] = flow.nodes;

it("shows what keeps a draft from being published and what its analysis doubts together, each at its node", () => {
  const never = { all: ["高", "中"].map((value) => ({ fact: "customer", path: "$.tier", operator: "equal", value })) };
  const wait = {
    id: "w",
    type: "wait.condition" as const,
    position: { x: 0, y: 0 },
    data: { where: never, timeout: "P1D" },
  };
  const found = checkDraft({ ...flow, nodes: [...flow.nodes, wait] }, { check: {}, analysis: {} }, NOW);
  expect(found.filter(({ nodeId }) => nodeId === "w").map(({ code, severity }) => [code, severity])).toEqual([
    ["flow.unreachable_node", "error"],
    ["condition.never_holds", "warning"],
  ]);
});

it("takes over from the server only what it alone knows, at nodes that are still there", () => {
  const at = (code: Parameters<typeof makeDiagnostic>[0], nodeId: string | undefined) =>
    makeDiagnostic(code, "nodes.0", {}, { nodeId, severity: "warning" });
  const shared = at("trigger.shared_audience", first?.id);
  const told = [shared, at("trigger.shared_audience", "gone"), at("flow.unreachable_node", first?.id)];
  expect(beyondDraft(told, flow)).toEqual([shared]);
});
