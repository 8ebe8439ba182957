import { isBuiltin } from "node:module";
import { resolveRelative } from "./resolve-import.js";
import { isTestOnly, type SourceFile, type Violation } from "./source-file.js";

export const LAYERS = ["schemas", "core", "engine", "api", "editor", "test"] as const;
export type Layer = (typeof LAYERS)[number];

/** schemas ← engine/core ← engine ← api; schemas, engine/core ← editor; test sees everything. Itself is always allowed. */
const MAY_IMPORT: Readonly<Record<Layer, readonly Layer[]>> = {
  schemas: [],
  core: ["schemas"],
  engine: ["schemas", "core"],
  api: ["schemas", "core", "engine"],
  editor: ["schemas", "core"],
  test: ["schemas", "core", "engine", "api", "editor"],
};

const PACKAGE_LAYER: ReadonlyMap<string, Layer> = new Map([
  ["@sopflow/schemas", "schemas"],
  ["@sopflow/engine/core", "core"],
  ["@sopflow/engine", "engine"],
  ["@sopflow/engine/wecom", "engine"],
  ["@sopflow/api", "api"],
  ["@sopflow/editor", "editor"],
  ["@sopflow/test", "test"],
]);

/** The layer a path of the repository belongs to; undefined outside the workspaces. */
export function layerOf(path: string): Layer | undefined {
  if (path === "engine/src/core" || path.startsWith("engine/src/core/")) return "core";
  const top = path.split("/")[0];
  return LAYERS.find((layer) => layer !== "core" && layer === top);
}

/** Imports that point the wrong way, leave their package by a relative path, or reach behind a package's entries. */
export function checkLayers(files: readonly SourceFile[]): Violation[] {
  return files.flatMap((file) => {
    const from = layerOf(file.path);
    if (!from) return [];
    return file.imports.flatMap(({ specifier }) => {
      const message = problemOf(file.path, from, specifier);
      return message ? [{ path: file.path, message }] : [];
    });
  });
}

function problemOf(path: string, from: Layer, specifier: string): string | undefined {
  if (specifier.startsWith(".")) return relativeProblem(path, from, specifier);
  if (specifier.startsWith("@sopflow/")) {
    const to = PACKAGE_LAYER.get(specifier);
    if (!to) return `imports "${specifier}", which is no entry of a package: import from the package's entry`;
    return directionProblem(from, to, specifier);
  }
  // The browser loads these two; tests of core may use the runner and the generators.
  if (from === "core" && isBuiltin(specifier)) return `imports "${specifier}": core runs in a browser`;
  if (from === "core" && !isTestOnly(path) && !CORE_PACKAGES.has(specifier)) {
    return `imports the package "${specifier}": core loads only what CORE_PACKAGES lists`;
  }
  return undefined;
}

/** Third-party modules core may load: pure, and at home in a browser. */
const CORE_PACKAGES: ReadonlySet<string> = new Set(["@noble/hashes/sha2.js", "@noble/hashes/utils.js"]);

function relativeProblem(path: string, from: Layer, specifier: string): string | undefined {
  const target = resolveRelative(path, specifier);
  const to = target === undefined ? undefined : layerOf(target);
  if (to === undefined) return `imports "${specifier}", which lies outside the packages`;
  const samePackage = path.split("/")[0] === target?.split("/")[0];
  if (!samePackage && from !== "test") return `imports "${specifier}": another package is imported by its name`;
  return directionProblem(from, to, specifier);
}

function directionProblem(from: Layer, to: Layer, specifier: string): string | undefined {
  if (from === to || MAY_IMPORT[from].includes(to)) return undefined;
  return `imports "${specifier}": ${from} may not depend on ${to}`;
}
