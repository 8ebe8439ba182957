import type { Diagnostic, Flow } from "@sopflow/schemas";
import { enablePatches, type Patch, produceWithPatches } from "immer";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { EditCommand, EditName } from "./edit-command.js";
import { applyPatches } from "./history/apply-patches.js";
import {
  bail,
  EMPTY_HISTORY,
  type History,
  type Mark,
  markOf,
  record,
  redoStep,
  seal,
  squash,
  undoStep,
} from "./history/history.js";

enablePatches();

/** What the canvas and panels read. Replaced as a whole; parts that did not change keep their identity. */
export interface DocumentState {
  readonly flow: Flow;
  /** What an undo would take back, and a redo do again; undefined = nothing. */
  readonly undoable: EditName | undefined;
  readonly redoable: EditName | undefined;
}

/** What came of an edit. A refused one changed nothing, and says why. */
export type EditResult =
  | { readonly ok: true; readonly changed: boolean }
  | { readonly ok: false; readonly problems: readonly Diagnostic[] };

export interface EditOptions {
  /** Edits of one group that follow each other closely are undone together: `data:<node>:<field>` for typing. */
  readonly group?: string;
}

/** The flow being edited. It always has a sound shape: what would break it is refused. */
export interface FlowDocument {
  readonly store: StoreApi<DocumentState>;
  run<A>(command: EditCommand<A>, args: A, options?: EditOptions): EditResult;
  undo(): boolean;
  redo(): boolean;
  /** A field lost focus: the next edit is undone on its own. */
  sealGroup(): void;
  /** Begin of a gesture. */
  mark(): Mark;
  /** End of a gesture: all since the mark is one entry. */
  squashToMark(mark: Mark, name?: EditName): void;
  /** The gesture was given up: all since the mark is taken back, without a redo. */
  bailToMark(mark: Mark): void;
  /** Another flow, with an empty history. */
  load(flow: Flow): void;
}

export interface DocumentOptions {
  /** Epoch ms; groups end by it. */
  readonly now: () => number;
}

/** Makes a document of a parsed flow. */
export function createFlowDocument(flow: Flow, { now }: DocumentOptions): FlowDocument {
  let history = EMPTY_HISTORY;
  const store = createStore<DocumentState>(() => stateOf(flow, history));

  const commit = (next: Flow, nextHistory: History) => {
    history = nextHistory;
    store.setState(stateOf(next, history), true);
  };
  const patched = (patches: readonly Patch[]) => applyPatches(store.getState().flow, patches);

  return {
    store,
    run(command, args, { group } = {}) {
      const before = store.getState().flow;
      const problems = command.refuse?.(before, args) ?? [];
      if (problems.length > 0) return { ok: false, problems };
      const [next, patches, inverse] = produceWithPatches(before, (draft) => {
        command.edit(draft, args);
      });
      if (patches.length === 0) return { ok: true, changed: false };
      const edit = { name: command.name, patches, inverse, at: now(), ...(group !== undefined && { group }) };
      commit(next, record(history, edit));
      return { ok: true, changed: true };
    },
    undo() {
      const step = undoStep(history);
      if (step) commit(patched(step.entry.inverse), step.history);
      return step !== undefined;
    },
    redo() {
      const step = redoStep(history);
      if (step) commit(patched(step.entry.patches), step.history);
      return step !== undefined;
    },
    sealGroup() {
      history = seal(history);
    },
    mark() {
      history = seal(history);
      return markOf(history);
    },
    squashToMark: (mark, name) => commit(store.getState().flow, squash(history, mark, name)),
    bailToMark(mark) {
      const { inverse, history: rest } = bail(history, mark);
      commit(patched(inverse), rest);
    },
    load: (other) => commit(other, EMPTY_HISTORY),
  };
}

const stateOf = (flow: Flow, history: History): DocumentState => ({
  flow,
  undoable: history.done.at(-1)?.name,
  redoable: history.undone.at(-1)?.name,
});
