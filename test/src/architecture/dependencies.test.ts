import { flowNodeSchema } from "@sopflow/schemas";
import { describe, expect, it } from "vitest";
import { checkCorePurity } from "./core-purity.js";
import { AIM_MEDIAN_LINES, AIM_P95_LINES, checkFileSizes, lineFigures, MAX_LINES } from "./file-size.js";
import { checkImportCycles } from "./import-cycles.js";
import { checkLayers } from "./layers.js";
import { loadSources } from "./load-sources.js";
import { checkNodeTypeSwitches } from "./node-type-switch.js";
import { parseSource, type Violation } from "./source-file.js";

const sources = loadSources();
const figures = lineFigures(sources);
const nodeTypes = new Set<string>(flowNodeSchema.options.map((option) => option.shape.type.value));

/** One line per finding, so that a failing run reads as a list of what to repair. */
const report = (violations: readonly Violation[]) => violations.map(({ path, message }) => `${path} ${message}`);
const file = (path: string, text: string) => parseSource(path, text);

describe("the repository's own sources", () => {
  it("are found in every package that has code", () => {
    expect(sources.map((source) => source.path)).toEqual(
      expect.arrayContaining(["schemas/src/index.ts", "engine/src/store/port.ts", "test/src/skips.ts"]),
    );
  });
  it("depend one way: schemas ← engine/core ← engine ← api; schemas, engine/core ← editor", () => {
    expect(report(checkLayers(sources))).toEqual([]);
  });
  it("keep clocks, chance, timers and the machine out of engine/core", () => {
    expect(report(checkCorePurity(sources))).toEqual([]);
  });
  it("switch on a node's type nowhere but in engine/src/core/nodes", () => {
    expect(report(checkNodeTypeSwitches(sources, nodeTypes))).toEqual([]);
  });
  it("load each other without cycles", () => {
    expect(report(checkImportCycles(sources))).toEqual([]);
  });
  it(`stay within ${MAX_LINES} lines a file`, ({ annotate }) => {
    const { median, p95 } = figures;
    annotate(`${figures.files} files, median ${median} (aim ${AIM_MEDIAN_LINES}), p95 ${p95} (aim ${AIM_P95_LINES})`);
    expect(report(checkFileSizes(sources))).toEqual([]);
  });
});

describe("the dependency rule", () => {
  it.each([
    ["schemas/src/a.ts", 'import { step } from "@sopflow/engine/core";', "schemas may not depend on core"],
    ["engine/src/core/a.ts", 'import { Store } from "../store/port.js";', "core may not depend on engine"],
    ["engine/src/core/a.ts", 'import type { Store } from "../store/port.js";', "core may not depend on engine"],
    ["engine/src/core/a.test.ts", 'import { Store } from "../store/port.js";', "core may not depend on engine"],
    ["engine/src/core/a.ts", 'export * from "../index.js";', "core may not depend on engine"],
    ["engine/src/core/a.ts", 'import { run } from "@sopflow/engine";', "core may not depend on engine"],
    ["engine/src/core/a.ts", 'import { hash } from "node:crypto";', "core runs in a browser"],
    ["engine/src/core/a.ts", 'import fs from "fs";', "core runs in a browser"],
    ["engine/src/core/a.ts", 'const fs = await import("node:fs");', "core runs in a browser"],
    ["engine/src/core/a.ts", 'import { Engine } from "json-rules-engine";', "core loads only what CORE_PACKAGES lists"],
    ["engine/src/core/a.ts", 'let x: import("../store/port.js").Store;', "core may not depend on engine"],
    ["engine/src/worker/a.ts", 'import { build } from "@sopflow/api";', "engine may not depend on api"],
    ["engine/src/worker/a.ts", 'import { build } from "../../../api/src/app.js";', "imported by its name"],
    ["api/src/a.ts", 'import { App } from "@sopflow/editor";', "api may not depend on editor"],
    ["editor/src/a.tsx", 'import { openStore } from "@sopflow/engine";', "editor may not depend on engine"],
    ["editor/src/a.tsx", 'import { build } from "@sopflow/api";', "editor may not depend on api"],
    ["api/src/a.ts", 'import { skipSuite } from "@sopflow/test";', "api may not depend on test"],
    ["api/src/a.ts", 'import { x } from "@sopflow/engine/src/x.js";', "no entry of a package"],
    ["api/src/a.ts", 'import { x } from "../../scripts/x.js";', "outside the packages"],
  ])("refuses in %s: %s", (path, text, because) => {
    const violations = checkLayers([file(path, text)]);
    expect(violations.map((violation) => violation.message)).toEqual([expect.stringContaining(because)]);
  });
  it.each([
    ["engine/src/core/a.ts", 'import { eventInfo } from "@sopflow/schemas"; import { b } from "./b.js";'],
    ["engine/src/core/a.test.ts", 'import { it } from "vitest"; import fc from "fast-check";'],
    ["engine/src/worker/a.ts", 'import { step } from "../core/index.js"; import { open } from "node:fs";'],
    ["api/src/a.ts", 'import { openStore } from "@sopflow/engine"; import { step } from "@sopflow/engine/core";'],
    ["editor/src/a.tsx", 'import { compile } from "@sopflow/engine/core"; import { useState } from "react";'],
    ["test/src/a.ts", 'import { build } from "@sopflow/api"; import { x } from "../../engine/src/core/x.js";'],
  ])("allows in %s: %s", (path, text) => {
    expect(report(checkLayers([file(path, text)]))).toEqual([]);
  });
});

describe("the purity rule", () => {
  it.each([
    "const t = Date.now();",
    "const now = Date.now;",
    'const t = Date["now"]();',
    "const t = new Date();",
    "const t = Date();",
    "const t = performance.now();",
    "const r = Math.random();",
    "const r = [1].map(Math.random);",
    "setTimeout(() => {}, 5);",
    "globalThis.setInterval(() => {}, 5);",
    "export const load = (get = fetch) => get('/');",
    "const debug = process.env.DEBUG;",
    "const { env } = process;",
    "const id = globalThis.crypto.randomUUID();",
    "const id = crypto.randomUUID();",
    "const bag = { fetch };",
    "const t = (Date.now as () => number)();",
  ])("refuses %s", (text) => {
    expect(checkCorePurity([file("engine/src/core/a.ts", text)])).toHaveLength(1);
  });
  it.each([
    "const day = new Date(0).getUTCDay();",
    "const day = Date.UTC(2026, 1, 1);",
    "export interface Bag { process: string; fetch(): void; at: typeof performance }",
    "export const run = (process: string) => process.length;",
    "export const fetch = 1; export const twice = fetch * 2;",
    "export const f = (task: { process: string }) => task.process;",
    "export const bag = { process: 1, now: 2 };",
  ])("allows %s", (text) => {
    expect(report(checkCorePurity([file("engine/src/core/a.ts", text)]))).toEqual([]);
  });
  it("leaves tests, testkits and the rest of the engine alone", () => {
    const paths = ["engine/src/core/a.test.ts", "engine/src/core/a.testkit.ts", "engine/src/worker/a.ts"];
    expect(checkCorePurity(paths.map((path) => file(path, "Date.now();")))).toEqual([]);
  });
});

describe("the rule on node types", () => {
  const onNode = "switch (node.type) { case 'x': break; }";
  it.each([
    onNode,
    "switch (current.flowNode.type) { default: }",
    "switch (n.type) { case 'wait.event': break; }",
    "const { type } = n; switch (type) { case 'split': break; }",
  ])("refuses %s", (text) => {
    expect(checkNodeTypeSwitches([file("engine/src/core/flow/a.ts", text)], nodeTypes)).toHaveLength(1);
  });
  it.each(["switch (event.type) { case 'order.paid': break; }", "switch (effect.kind) { case 'task': break; }"])(
    "allows %s",
    (text) => {
      expect(report(checkNodeTypeSwitches([file("engine/src/core/flow/a.ts", text)], nodeTypes))).toEqual([]);
    },
  );
  it("leaves the registry's folder alone", () => {
    expect(checkNodeTypeSwitches([file("engine/src/core/nodes/a.ts", onNode)], nodeTypes)).toEqual([]);
  });
});

describe("the rule on cycles", () => {
  const ring = (kind: string) => [
    file("api/src/a.ts", 'import { b } from "./deep/b.js";'),
    file("api/src/deep/b.ts", 'export { c } from "./c.js";'),
    file("api/src/deep/c.tsx", `import ${kind}{ a } from "../a.js";`),
  ];
  it("refuses a ring of files that load each other, and names its members", () => {
    expect(report(checkImportCycles(ring("")))).toEqual([
      "api/src/a.ts is in an import cycle: api/src/a.ts → api/src/deep/b.ts → api/src/deep/c.tsx → api/src/a.ts",
    ]);
  });
  it("refuses a ring that a bare `type` inside the braces only seems to break", () => {
    expect(checkImportCycles([file("api/src/a.ts", 'import { type A } from "./a.js";')])).toHaveLength(1);
  });
  it("allows one that only types close", () => {
    expect(report(checkImportCycles(ring("type ")))).toEqual([]);
  });
});

describe("the rule on file length", () => {
  it(`refuses ${MAX_LINES + 1} lines and allows ${MAX_LINES}`, () => {
    const long = file("api/src/long.ts", "\n".repeat(MAX_LINES + 1));
    const full = file("api/src/full.ts", "\n".repeat(MAX_LINES));
    expect(checkFileSizes([long, full]).map((violation) => violation.path)).toEqual(["api/src/long.ts"]);
  });
  it("reports median and 95th percentile over the product's files, without tests", () => {
    const files = [1, 2, 3].map((lines) => file(`api/src/${lines}.ts`, "\n".repeat(lines)));
    const test = file("api/src/a.test.ts", "\n".repeat(400));
    expect(lineFigures([...files, test])).toEqual({ files: 3, median: 2, p95: 3 });
    expect(lineFigures([])).toEqual({ files: 0, median: 0, p95: 0 });
  });
});
