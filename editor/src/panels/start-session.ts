import type { Diagnostic, Flow } from "@sopflow/schemas";
import { watchDiagnostics } from "../document/diagnostics/live-diagnostics.js";
import { createFlowDocument } from "../document/flow-document.js";
import { startAutosave } from "../document/save/autosave.js";
import type { SaveFlow } from "../document/save/save-port.js";
import { browserSchedule, type Schedule } from "../document/scheduler.js";
import type { EditorSession } from "../editing/editor-session.js";
import { createView, dropGone } from "../editing/editor-view.js";

interface SessionOptions {
  readonly flow: Flow;
  readonly revision: number;
  readonly saveFlow: SaveFlow;
  /** Undefined while its code is on the way. */
  readonly check: (flow: Flow) => readonly Diagnostic[] | undefined;
  readonly tellRefused: (problems: readonly Diagnostic[]) => void;
  readonly schedule?: Schedule;
}

/** Opens a flow for editing; `stop` ends its timers. */
export function startSession(options: SessionOptions): { session: EditorSession; stop: () => void } {
  const { flow, revision, saveFlow, check, tellRefused, schedule = browserSchedule } = options;
  const document = createFlowDocument(flow, { now: () => Date.now() });
  const diagnostics = watchDiagnostics({ document: document.store, check, schedule });
  const autosave = startAutosave({ document, saveFlow, schedule, revision });
  const view = createView();
  view.setState({ current: flow.nodes[0]?.id });
  const unsubscribe = document.store.subscribe((state, before) => {
    if (state.flow.nodes !== before.flow.nodes || state.flow.edges !== before.flow.edges) dropGone(view, state.flow);
  });
  return {
    session: { document, diagnostics, autosave, view, tellRefused },
    stop() {
      diagnostics.stop();
      autosave.stop();
      unsubscribe();
    },
  };
}
