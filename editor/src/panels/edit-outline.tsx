import { useStore } from "zustand";
import { FlowOutline } from "../canvas/flow-outline.js";
import { useDocument, useEditor } from "../editing/editor-session.js";

/** The flow being edited, as a list. */
export function EditOutline() {
  const { diagnostics } = useEditor();
  const flow = useDocument((state) => state.flow);
  const problems = useStore(diagnostics.store, (state) => state.byNode);
  return <FlowOutline flow={flow} problems={problems} />;
}
