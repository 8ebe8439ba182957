import type { Diagnostic } from "@sopflow/schemas";
import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { LiveDiagnostics } from "../document/diagnostics/live-diagnostics.js";
import type { EditCommand } from "../document/edit-command.js";
import type { DocumentState, EditOptions, EditResult, FlowDocument } from "../document/flow-document.js";
import type { Autosave } from "../document/save/autosave.js";
import type { EditorView, ViewStore } from "./editor-view.js";

/** Everything that belongs to one flow being edited on one page. */
export interface EditorSession {
  readonly document: FlowDocument;
  readonly diagnostics: LiveDiagnostics;
  readonly autosave: Autosave;
  readonly view: ViewStore;
  /** Tells the user why something was not done. */
  readonly tellRefused: (problems: readonly Diagnostic[]) => void;
}

export const EditorContext = createContext<EditorSession | undefined>(undefined);

export function useEditor(): EditorSession {
  const session = useContext(EditorContext);
  if (session === undefined) throw new Error("useEditor needs an EditorContext above it");
  return session;
}

/** A part of the document; `choose` must give the same object while that part stays. */
export const useDocument = <T>(choose: (state: DocumentState) => T): T => useStore(useEditor().document.store, choose);

/** A part of the view; as for `useDocument`. */
export const useView = <T>(choose: (view: EditorView) => T): T => useStore(useEditor().view, choose);

/** Does an edit and tells the user if it was refused. */
export function perform<A>(
  { document, tellRefused }: Pick<EditorSession, "document" | "tellRefused">,
  command: EditCommand<A>,
  args: A,
  options?: EditOptions,
): EditResult {
  const result = document.run(command, args, options);
  if (!result.ok) tellRefused(result.problems);
  return result;
}
