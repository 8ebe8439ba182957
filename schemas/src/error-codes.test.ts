import { describe, expect, it } from "vitest";
import { diagnosticSchema, errorText, hasErrors, makeDiagnostic } from "./diagnostic.js";
import { ANALYSIS_CODES } from "./error-codes/analysis-codes.js";
import { CONDITION_CODES, TEMPLATE_CODES } from "./error-codes/condition-codes.js";
import { FLOW_CODES } from "./error-codes/flow-codes.js";
import { JOURNEY_CODES } from "./error-codes/journey-codes.js";
import { NODE_CODES } from "./error-codes/node-codes.js";
import { SERVICE_CODES } from "./error-codes/service-codes.js";
import { ERROR_CODES, isErrorCode } from "./error-codes.js";

const PARTS = [FLOW_CODES, NODE_CODES, ANALYSIS_CODES, CONDITION_CODES, TEMPLATE_CODES, JOURNEY_CODES, SERVICE_CODES];
const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

describe("the error code table", () => {
  it("holds every code once", () => {
    const codes = PARTS.flatMap((part) => Object.keys(part));
    expect(new Set(codes).size).toBe(codes.length);
    expect(Object.keys(ERROR_CODES)).toHaveLength(codes.length);
    for (const code of codes) expect(code).toMatch(/^[a-z]+\.[a-z_]+$/);
  });

  it("says everything in both languages, with the same places to fill", () => {
    for (const [code, { status, zh, en }] of Object.entries(ERROR_CODES)) {
      expect(status, code).toBeGreaterThanOrEqual(200);
      expect(zh, code).toMatch(/\p{Script=Han}/u);
      expect(en, code).toMatch(/^[^\p{Script=Han}]+\.$/u);
      expect(new Set(places(zh)), code).toEqual(new Set(places(en)));
    }
  });

  it("knows its codes and no name of Object.prototype", () => {
    expect(isErrorCode("flow.no_trigger")).toBe(true);
    expect(isErrorCode("toString")).toBe(false);
  });
});

describe("diagnostics", () => {
  it("fill the message of each language and name their place", () => {
    const diagnostic = makeDiagnostic(
      "node.duplicate_id",
      ["nodes", 2, "data", "cases", 1, "id"],
      { what: { zh: "分支", en: "cases" }, id: "a" },
      { nodeId: "n" },
    );
    expect(diagnostic).toEqual({
      code: "node.duplicate_id",
      severity: "error",
      nodeId: "n",
      path: "nodes.2.data.cases.1.id",
      message: {
        zh: "分支的编号“a”在这个节点里重复。请改成不同的编号。",
        en: 'Two cases of this node have the id "a". Give each its own.',
      },
    });
    expect(diagnosticSchema.parse(diagnostic)).toEqual(diagnostic);
    expect(hasErrors([diagnostic])).toBe(true);
    expect(hasErrors([{ ...diagnostic, severity: "warning" }])).toBe(false);
  });

  it("shows the braces that a template needs", () => {
    expect(errorText("template.maybe_missing", { variable: "customer.name" }).en).toContain(
      '{{customer.name | default:"…"}}',
    );
  });

  it("cuts what a hostile file puts into a message", () => {
    expect(errorText("flow.unknown_key", { key: "k".repeat(100_000) }).en.length).toBeLessThan(400);
  });
});
