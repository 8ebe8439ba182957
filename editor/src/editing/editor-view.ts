import type { Flow } from "@sopflow/schemas";
import { createStore, type StoreApi } from "zustand/vanilla";

/** Where a step can be put: at a port, or on the free canvas. */
export type Slot =
  | { readonly kind: "port"; readonly source: string; readonly port: string }
  | { readonly kind: "free"; readonly position?: { readonly x: number; readonly y: number } };

/** A rectangle of the screen that something opens beside, px. */
export interface Anchor {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const PANEL_TABS = ["form", "preview", "problems", "rules", "versions"] as const;
export type PanelTab = (typeof PANEL_TABS)[number];

/** A field that is to be shown and focused; a node's path begins at the node (`data.where`), the flow's at the file. */
export interface FieldRequest {
  readonly nodeId: string | undefined;
  readonly path: string;
  /** Tells two requests for the same field apart. */
  readonly serial: number;
}

/** A node to be brought into sight. */
export interface Reveal {
  readonly nodeId: string;
  readonly focus: boolean;
  /** It is to be seen on the canvas only: nothing else opens for it. */
  readonly quiet?: boolean;
  readonly serial: number;
}

/** What is looked at, as opposed to what is edited: no part of the file, of undo, or of what is saved. */
export interface EditorView {
  readonly selectedNodes: readonly string[];
  readonly selectedEdges: readonly string[];
  /** The node that Tab comes to and arrows start from. */
  readonly current: string | undefined;
  readonly picker: { readonly slot: Slot; readonly anchor: Anchor } | undefined;
  readonly tab: PanelTab;
  readonly field: FieldRequest | undefined;
  /** The question whose version to keep was put away; the save status brings it back. */
  readonly conflictAside: boolean;
  /** The node to bring into sight, and whether its card gets the focus. */
  readonly reveal: Reveal | undefined;
}

export type ViewStore = StoreApi<EditorView>;

export const createView = (): ViewStore =>
  createStore<EditorView>(() => ({
    selectedNodes: [],
    selectedEdges: [],
    current: undefined,
    picker: undefined,
    tab: "form",
    field: undefined,
    reveal: undefined,
    conflictAside: false,
  }));

let serial = 0;

/** Selects one node, shows its form, and brings it into sight. */
export function showNode(view: ViewStore, nodeId: string, focus = false): void {
  serial += 1;
  view.setState({
    selectedNodes: [nodeId],
    selectedEdges: [],
    current: nodeId,
    picker: undefined,
    tab: "form",
    reveal: { nodeId, focus, serial },
  });
}

/** Brings a node into sight; what is selected stays. Unless `quiet`, a phone's sheet comes up, too. */
export function bringToSight(view: ViewStore, nodeId: string, quiet = true): void {
  serial += 1;
  view.setState({ reveal: { nodeId, focus: false, quiet, serial } });
}

/** Shows the form that has a field, and the field in it. */
export function showField(view: ViewStore, nodeId: string | undefined, path: string): void {
  if (nodeId === undefined) view.setState({ selectedNodes: [], selectedEdges: [], tab: "form", picker: undefined });
  else showNode(view, nodeId);
  serial += 1;
  view.setState({ field: { nodeId, path, serial } });
}

export const clearSelection = (view: ViewStore): void =>
  view.setState({ selectedNodes: [], selectedEdges: [], picker: undefined });

/** Deselects what is not in the flow any more, such as what an undo took away. */
export function dropGone(view: ViewStore, { nodes, edges }: Pick<Flow, "nodes" | "edges">): void {
  const { selectedNodes, selectedEdges } = view.getState();
  const nodesLeft = selectedNodes.filter((id) => nodes.some((node) => node.id === id));
  const edgesLeft = selectedEdges.filter((id) => edges.some((edge) => edge.id === id));
  if (nodesLeft.length < selectedNodes.length || edgesLeft.length < selectedEdges.length) {
    view.setState({ selectedNodes: nodesLeft, selectedEdges: edgesLeft });
  }
}
