import {
  type Diagnostic,
  type Flow,
  type FlowEdge,
  type FlowNode,
  type FlowSettings,
  flowEdgeSchema,
  flowNodeSchema,
  flowSchema,
  flowSettingsSchema,
  makeDiagnostic,
} from "@sopflow/schemas";
import { guardInput } from "./input-guard.js";
import { readPath } from "./read-path.js";
import { repair } from "./repair.js";
import { type ShapeFault, shapeFaults, toDiagnostic } from "./shape-diagnostics.js";

/** A node of a draft: as much of it as could be read. */
export interface DraftNode {
  /** Place in the file's list. */
  readonly index: number;
  readonly id: string;
  /** Absent when its own faults leave nothing to check. */
  readonly node?: FlowNode;
}

/** What could be read of a flow file, for checks that want to go on after a fault. */
export interface FlowDraft {
  readonly flowId: string;
  readonly settings?: FlowSettings;
  readonly nodes: readonly DraftNode[];
  readonly edges: readonly (FlowEdge & { readonly index: number })[];
}

export interface ReadFlow {
  /** Only when the whole file has a sound shape. */
  readonly flow?: Flow;
  readonly draft?: FlowDraft;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a flow file: its shape alone, with every fault at once, and defaults filled in. Never throws, whatever the
 * input. What the flow means is checked by `compileFlow`.
 */
export function parseFlow(input: unknown): { flow?: Flow; diagnostics: readonly Diagnostic[] } {
  const { flow, diagnostics } = readFlow(input);
  return { ...(flow && { flow }), diagnostics };
}

/** As `parseFlow`, with what could be read of a faulty file. */
export function readFlow(input: unknown): ReadFlow {
  try {
    return read(input);
  } catch (error) {
    // Only objects that run code when read (proxies, getters) come here; JSON never does.
    const problem = error instanceof Error ? error.message : String(error);
    return { diagnostics: [makeDiagnostic("flow.not_json", "", { problem })] };
  }
}

function read(input: unknown): ReadFlow {
  const guard = guardInput(input);
  if (guard) return { diagnostics: [toDiagnostic(guard, input)] };
  const parsed = flowSchema.safeParse(input);
  if (parsed.success) return { flow: parsed.data, draft: draftOf(parsed.data), diagnostics: [] };
  const faults = shapeFaults(parsed.error.issues, input);
  const diagnostics = faults.map((fault) => toDiagnostic(fault, input));
  // Of a file of another version nothing else can be said.
  if (faults.some((fault) => fault.code === "flow.schema_version")) {
    return { diagnostics: diagnostics.filter((d) => d.code === "flow.schema_version") };
  }
  return { draft: recover(input, faults), diagnostics };
}

const draftOf = (flow: Flow): FlowDraft => ({
  flowId: flow.id,
  settings: flow.settings,
  nodes: flow.nodes.map((node, index) => ({ index, id: node.id, node })),
  edges: flow.edges.map((edge, index) => ({ ...edge, index })),
});

function recover(input: unknown, faults: readonly ShapeFault[]): FlowDraft {
  const id = readPath(input, ["id"]);
  const settings = flowSettingsSchema.safeParse(
    repair(readPath(input, ["settings"]) ?? {}, under(faults, "settings"), 1),
  );
  return {
    flowId: typeof id === "string" ? id : "",
    ...(settings.success && { settings: settings.data }),
    nodes: listAt(input, "nodes").flatMap((raw, index) => {
      const nodeId = readPath(raw, ["id"]);
      const node = flowNodeSchema.safeParse(repair(raw, under(faults, "nodes", index), 2));
      if (node.success) return [{ index, id: node.data.id, node: node.data }];
      return typeof nodeId === "string" ? [{ index, id: nodeId }] : [];
    }),
    edges: listAt(input, "edges").flatMap((raw, index) => {
      const edge = flowEdgeSchema.safeParse(repair(raw, under(faults, "edges", index), 2));
      return edge.success ? [{ ...edge.data, index }] : [];
    }),
  };
}

function listAt(input: unknown, key: string): readonly unknown[] {
  const list = readPath(input, [key]);
  return Array.isArray(list) ? list : [];
}

const under = (faults: readonly ShapeFault[], ...start: (string | number)[]) =>
  faults.filter(({ path }) => start.every((key, i) => path[i] === key));
