import { readPath } from "./read-path.js";
import type { ShapeFault } from "./shape-diagnostics.js";

/**
 * A copy of part of a file without what the shape check refused: unknown keys go, faulty conditions become the one that
 * always holds. So the other checks can go on, and an author sees every problem at once. Undefined where a fault leaves
 * nothing to go on with. `depth` = how many names of the faults' paths lead to the part.
 */
export function repair(part: unknown, faults: readonly ShapeFault[], depth: number): unknown {
  let repaired = part;
  // Deepest first: a group that is replaced takes its own faults along.
  for (const { code, path } of [...faults].sort((a, b) => b.path.length - a.path.length)) {
    const inside = path.slice(depth);
    const key = inside.at(-1);
    if (key === undefined) return undefined;
    if (code === "flow.unknown_key" || code === "condition.unknown_key" || code === "condition.reserved_fact") {
      repaired = without(repaired, inside);
    } else if (code.startsWith("condition.")) {
      repaired = withCondition(repaired, inside);
    } else return undefined;
  }
  return repaired;
}

const LEAF_KEYS: ReadonlySet<string | number> = new Set(["fact", "path", "operator", "value", "params", "all", "any"]);

/** Replaces the condition object at or around the path. */
function withCondition(root: unknown, path: readonly (string | number)[]): unknown {
  const key = path.at(-1);
  const isPart = key !== undefined && LEAF_KEYS.has(key) && isRecord(readPath(root, path.slice(0, -1)));
  const at = isPart ? path.slice(0, -1) : path;
  if (readPath(root, at) === undefined) return root; // went with a group around it, or is missing altogether
  return replaced(root, at, () => ({ all: [] }));
}

function without(root: unknown, path: readonly (string | number)[]): unknown {
  const key = path.at(-1) ?? "";
  const parent = path.slice(0, -1);
  if (!isRecord(readPath(root, parent))) return root;
  return replaced(root, parent, (value) =>
    isRecord(value) ? Object.fromEntries(Object.entries(value).filter(([k]) => k !== key)) : value,
  );
}

/** Copies along the path only; the author's own object stays as it is. */
function replaced(root: unknown, path: readonly (string | number)[], change: (value: unknown) => unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return change(root);
  if (Array.isArray(root)) return root.map((item, i) => (i === key ? replaced(item, rest, change) : item));
  if (!isRecord(root)) return root;
  return { ...root, [key]: replaced(root[key], rest, change) };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
