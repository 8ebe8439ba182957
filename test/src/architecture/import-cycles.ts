import { findTarget } from "./resolve-import.js";
import type { SourceFile, Violation } from "./source-file.js";

/** Rings of files that load each other, within a package. Imports of types alone load nothing and make no ring. */
export function checkImportCycles(files: readonly SourceFile[]): Violation[] {
  const known = new Set(files.map((file) => file.path));
  const edges = new Map(
    files.map((file) => [
      file.path,
      file.imports.flatMap(({ specifier, typeOnly }) => {
        const target = typeOnly ? undefined : findTarget(file.path, specifier, known);
        return target === undefined ? [] : [target];
      }),
    ]),
  );
  const state = new Map<string, "open" | "done">();
  const trail: string[] = [];
  const found: Violation[] = [];
  const walk = (path: string): void => {
    state.set(path, "open");
    trail.push(path);
    for (const next of edges.get(path) ?? []) {
      if (state.get(next) === "open") {
        const ring = [...trail.slice(trail.indexOf(next)), next];
        found.push({ path: next, message: `is in an import cycle: ${ring.join(" → ")}` });
      } else if (!state.has(next)) walk(next);
    }
    trail.pop();
    state.set(path, "done");
  };
  for (const { path } of files) if (!state.has(path)) walk(path);
  return found;
}
