import type { FlowNode } from "@sopflow/schemas";

type Ids = ReadonlyMap<string, string>;

/**
 * A copied node's parameters with references to other copied nodes led to their copies: conditions on `tasks.<id>`,
 * `enrollment.visits.<id>` and `task.nodeId`, and `{{tasks.<id>.…}}` in texts. References to nodes that were not
 * copied stay.
 */
export function remapReferences<N extends FlowNode>(node: N, ids: Ids): N {
  return { ...node, data: remap(node.data, ids) } as N; // strings inside change, the shape does not
}

function remap(value: unknown, ids: Ids): unknown {
  if (typeof value === "string") return remapText(value, ids);
  if (Array.isArray(value)) return value.map((item) => remap(item, ids));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, remap(item, ids)] as const);
  const copy: Record<string, unknown> = Object.fromEntries(entries);
  const { fact, path, value: compared } = copy;
  if (typeof fact !== "string" || typeof path !== "string") return copy;
  if (fact === "tasks") copy.path = remapPath(path, 1, ids);
  if (fact === "enrollment" && path.startsWith("$.visits.")) copy.path = remapPath(path, 2, ids);
  if (fact === "task" && path === "$.nodeId") copy.value = remapIds(compared, ids);
  return copy;
}

/** `at` = which of the dotted names is a node's id; `$` is the first. */
function remapPath(path: string, at: number, ids: Ids): string {
  return path
    .split(".")
    .map((name, i) => (i === at ? (ids.get(name) ?? name) : name))
    .join(".");
}

function remapIds(value: unknown, ids: Ids): unknown {
  if (Array.isArray(value)) return value.map((item) => remapIds(item, ids));
  return typeof value === "string" ? (ids.get(value) ?? value) : value;
}

const TASK_VARIABLE = /(\{\{\s*tasks\.)([\w-]+)(?=[.\s|}])/g;

const remapText = (text: string, ids: Ids): string =>
  text.replace(TASK_VARIABLE, (_whole, start: string, id: string) => `${start}${ids.get(id) ?? id}`);
