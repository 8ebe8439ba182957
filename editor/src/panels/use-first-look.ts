import { useEffect } from "react";
import { findNode } from "../document/graph/flow-graph.js";
import { useEditor } from "../editing/editor-session.js";
import { showNode } from "../editing/editor-view.js";

/** What a link to the flow asks to see: a step, or a panel. */
export interface FirstLook {
  readonly tab?: "problems";
  readonly nodeId?: string;
}

/** Shows what the address asks for, when the flow opens and whenever the address asks for something else. */
export function useFirstLook({ tab, nodeId }: FirstLook): void {
  const { document, view } = useEditor();
  useEffect(() => {
    if (nodeId !== undefined && findNode(document.store.getState().flow, nodeId)) showNode(view, nodeId);
    if (tab !== undefined) view.setState({ tab });
  }, [document, view, tab, nodeId]);
}
