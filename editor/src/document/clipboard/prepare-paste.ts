import type { Diagnostic, Flow } from "@sopflow/schemas";
import type { Paste } from "../commands/paste.js";
import { newId, type RandomText } from "../new-id.js";
import { mayConnect } from "../rules/may-connect.js";
import type { Fragment } from "./fragment.js";
import { remapReferences } from "./remap-references.js";

export interface PasteOptions {
  /** How far the copies stand from their originals, px. */
  readonly offset?: { readonly x: number; readonly y: number };
  readonly random?: RandomText;
}

export interface PreparedPaste extends Paste {
  /** The new id of each copied node. */
  readonly ids: ReadonlyMap<string, string>;
  /** Edges that the rules do not allow, left out: a pasted file may hold what nobody could draw. */
  readonly dropped: readonly Diagnostic[];
}

/** A fragment ready to be added to this flow: new ids everywhere, references inside it led along, bad edges left out. */
export function preparePaste(flow: Flow, fragment: Fragment, options: PasteOptions = {}): PreparedPaste {
  const { offset = { x: 40, y: 40 }, random } = options;
  const grown = { nodes: [...flow.nodes], edges: [...flow.edges] };
  const ids = new Map<string, string>();
  const nodes = fragment.nodes.map((node) => {
    const id = newId(grown, node.type.replace(".", "-"), random);
    ids.set(node.id, id);
    const copy = { ...node, id, position: { x: node.position.x + offset.x, y: node.position.y + offset.y } };
    grown.nodes.push(copy);
    return copy;
  });
  const dropped: Diagnostic[] = [];
  const edges = fragment.edges.flatMap(({ source, sourceHandle, target }) => {
    const ends = { source: ids.get(source) ?? source, sourceHandle, target: ids.get(target) ?? target };
    const refused = mayConnect(grown, ends);
    if (refused.length > 0) {
      dropped.push(...refused);
      return [];
    }
    const edge = { id: newId(grown, "edge", random), ...ends };
    grown.edges.push(edge);
    return [edge];
  });
  return { nodes: nodes.map((node) => remapReferences(node, ids)), edges, ids, dropped };
}
