/**
 * Autosave with optimistic concurrency.
 *
 * Owns which flow the server is known to hold (`saved`, at `revision`) and what to do next. Does not own the document:
 * it reads it, and only `takeTheirs` replaces it.
 *
 * States, how each is entered and left:
 *   clean      The server holds what is shown. An edit → dirty.
 *   dirty      Edits wait. Each edit starts the pause anew; its end, or `saveNow` → saving.
 *   saving     One save is under way, never two. Edits go on; they are saved after it. Answer saved: nothing new since
 *              → clean, else → dirty. Other answers → the state of the same name.
 *   offline    The server could not be reached. Tried again after a growing pause, and at once by `saveNow` (the
 *              browser came online). Edits stay in the document and do not shorten the pause.
 *   signedOut  The session ended. Nothing is sent until `saveNow` (signed in again).
 *   conflict   Someone else saved first. Nothing is sent until the user chooses: `keepMine` saves over theirs,
 *              `takeTheirs` opens theirs. `saveNow` does nothing here: it must not decide.
 *   refused    The server did not take the file. The next edit → dirty, and so another attempt.
 *
 * S1. At most one save is under way.
 * S2. A save names the revision it is based on, so it can never overwrite what the user has not seen.
 * S3. No state but `takeTheirs` loses an edit.
 * S4. What was sent without an answer may have been written. A conflict with such a flow is our own save, not a colleague.
 * S5. An answer that comes after `stop` changes nothing.
 */
import { canonicalJson } from "@sopflow/engine/core";
import type { Diagnostic, Flow } from "@sopflow/schemas";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { FlowDocument } from "../flow-document.js";
import type { Schedule } from "../scheduler.js";
import type { SaveFlow, SaveResult } from "./save-port.js";

export type SaveState =
  | { readonly kind: "clean" | "dirty" | "saving" | "offline" | "signedOut"; readonly revision: number }
  | { readonly kind: "refused"; readonly revision: number; readonly diagnostics: readonly Diagnostic[] }
  | {
      readonly kind: "conflict";
      readonly revision: number;
      /** The revision that the server holds, who saved it, and what it is. */
      readonly theirRevision: number;
      readonly by: string;
      readonly theirs: Flow;
    };

/** Pause after the last edit, ms. */
export const SAVE_DELAY_MS = 1_500;
/** First and longest pause between attempts while offline, ms. */
export const RETRY_FIRST_MS = 2_000;
export const RETRY_MAX_MS = 60_000;

/** So many unanswered saves are remembered. */
const MAX_UNANSWERED = 5;

export interface AutosaveOptions {
  readonly document: FlowDocument;
  readonly saveFlow: SaveFlow;
  readonly schedule: Schedule;
  /** The revision that the document was loaded at. */
  readonly revision: number;
}

export interface Autosave {
  readonly store: StoreApi<SaveState>;
  /** Saves without waiting for the pause: Ctrl+S, back online, signed in again. */
  saveNow(): void;
  keepMine(): void;
  takeTheirs(): void;
  /** Whether leaving now would lose an edit. */
  hasUnsaved(): boolean;
  stop(): void;
}

export function startAutosave({ document, saveFlow, schedule, revision }: AutosaveOptions): Autosave {
  const store = createStore<SaveState>(() => ({ kind: "clean", revision }));
  const flowNow = () => document.store.getState().flow;
  let saved = flowNow();
  /** Sent without an answer: the server may hold one of these. */
  let unanswered: readonly Flow[] = [];
  let failures = 0;
  let isStopped = false;
  let cancel: (() => void) | undefined;

  const enter = (state: SaveState) => store.setState(state, true);
  const plan = (delayMs: number) => {
    cancel?.();
    cancel = schedule(delayMs, save);
  };

  function save(): void {
    cancel?.();
    cancel = undefined;
    const flow = flowNow();
    const base = store.getState().revision;
    enter({ kind: "saving", revision: base });
    void attempt(flow, base).then((result) => {
      if (!isStopped) settle(result, flow, base);
    });
  }

  async function attempt(flow: Flow, base: number): Promise<SaveResult> {
    try {
      return await saveFlow({ flow, revision: base });
    } catch {
      return { kind: "offline" };
    }
  }

  function settle(result: SaveResult, flow: Flow, base: number): void {
    failures = result.kind === "offline" ? failures + 1 : 0;
    if (result.kind === "offline") unanswered = [...unanswered, flow].slice(-MAX_UNANSWERED);
    if (result.kind === "saved") {
      holds(flow, result.revision);
      return;
    }
    if (result.kind === "conflict") {
      const { revision: theirRevision, by, theirs } = result;
      const own = [flow, ...unanswered].find((sent) => canonicalJson(sent) === canonicalJson(theirs));
      if (own) {
        holds(own, theirRevision);
        return;
      }
      enter({ kind: "conflict", revision: base, theirRevision, by, theirs });
      return;
    }
    if (result.kind === "refused") {
      enter({ kind: "refused", revision: base, diagnostics: result.diagnostics });
      // What was edited meanwhile may have solved it.
      if (flowNow() !== flow) editAfter(base);
      return;
    }
    enter({ kind: result.kind, revision: base });
    if (result.kind === "offline") plan(Math.min(RETRY_FIRST_MS * 2 ** (failures - 1), RETRY_MAX_MS));
  }

  function holds(flow: Flow, at: number): void {
    saved = flow;
    unanswered = [];
    const isNew = flowNow() !== flow;
    enter({ kind: isNew ? "dirty" : "clean", revision: at });
    if (isNew) plan(SAVE_DELAY_MS);
  }

  const editAfter = (base: number) => {
    enter({ kind: "dirty", revision: base });
    plan(SAVE_DELAY_MS);
  };

  const unsubscribe = document.store.subscribe((state, before) => {
    const { kind, revision: base } = store.getState();
    if (state.flow === before.flow || state.flow === saved) return;
    if (kind === "clean" || kind === "dirty" || kind === "refused") editAfter(base);
  });

  return {
    store,
    saveNow() {
      const { kind } = store.getState();
      if (kind === "dirty" || kind === "offline" || kind === "signedOut" || kind === "refused") save();
    },
    keepMine() {
      const state = store.getState();
      if (state.kind !== "conflict") return;
      enter({ kind: "dirty", revision: state.theirRevision });
      save();
    },
    takeTheirs() {
      const state = store.getState();
      if (state.kind !== "conflict") return;
      saved = state.theirs;
      enter({ kind: "clean", revision: state.theirRevision });
      document.load(state.theirs);
    },
    hasUnsaved: () => store.getState().kind !== "clean",
    stop() {
      isStopped = true;
      cancel?.();
      cancel = undefined;
      unsubscribe();
    },
  };
}
