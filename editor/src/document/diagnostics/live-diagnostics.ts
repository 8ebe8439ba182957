import type { Diagnostic, Flow } from "@sopflow/schemas";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { DocumentState } from "../flow-document.js";
import type { Schedule } from "../scheduler.js";

/** Pause after the last edit before the flow is checked, ms: short enough to feel live, long enough for typing. */
export const CHECK_DELAY_MS = 250;

export interface DiagnosticsState {
  readonly all: readonly Diagnostic[];
  readonly byNode: ReadonlyMap<string, readonly Diagnostic[]>;
  readonly byEdge: ReadonlyMap<string, readonly Diagnostic[]>;
  readonly errors: number;
  readonly warnings: number;
  /** The flow that was checked. Differs from the document's while a check waits. */
  readonly checked: Flow | undefined;
}

export interface LiveDiagnostics {
  readonly store: StoreApi<DiagnosticsState>;
  /** Checks now what waits: before publishing, and when the check has come. */
  flush(): void;
  /** Checks the flow as it is once more: what the check goes by has changed. */
  recheck(): void;
  stop(): void;
}

export interface LiveDiagnosticsOptions {
  readonly document: StoreApi<DocumentState>;
  /** The engine's check, the same as the server's; undefined while its code is on the way, `flush` when it is there. */
  readonly check: (flow: Flow) => readonly Diagnostic[] | undefined;
  readonly schedule: Schedule;
  readonly delayMs?: number;
}

/** Keeps the problems of a document up to date: at once for the first flow, then after each pause in editing. */
export function watchDiagnostics(options: LiveDiagnosticsOptions): LiveDiagnostics {
  const { document, check, schedule, delayMs = CHECK_DELAY_MS } = options;
  const run = (flow: Flow) => {
    const found = check(flow);
    return found && indexDiagnostics(found, flow);
  };
  const store = createStore<DiagnosticsState>(() => run(document.getState().flow) ?? indexDiagnostics([], undefined));
  let cancel: (() => void) | undefined;

  const flush = () => {
    cancel?.();
    cancel = undefined;
    const { flow } = document.getState();
    if (flow === store.getState().checked) return;
    const found = run(flow);
    if (found) store.setState(found, true);
  };
  const unsubscribe = document.subscribe((state, before) => {
    if (state.flow === before.flow) return;
    cancel?.();
    cancel = schedule(delayMs, flush);
  });
  return {
    store,
    flush,
    recheck() {
      cancel?.();
      cancel = undefined;
      const found = run(document.getState().flow);
      if (found) store.setState(found, true);
    },
    stop() {
      cancel?.();
      cancel = undefined;
      unsubscribe();
    },
  };
}

/** Diagnostics sorted to where they are shown. */
export function indexDiagnostics(all: readonly Diagnostic[], checked: Flow | undefined): DiagnosticsState {
  const errors = all.filter((d) => d.severity === "error").length;
  return {
    all,
    byNode: groupBy(all, (d) => d.nodeId),
    byEdge: groupBy(all, (d) => d.edgeId),
    errors,
    warnings: all.length - errors,
    checked,
  };
}

function groupBy(all: readonly Diagnostic[], key: (d: Diagnostic) => string | undefined) {
  const groups = new Map<string, Diagnostic[]>();
  for (const diagnostic of all) {
    const id = key(diagnostic);
    if (id === undefined) continue;
    const group = groups.get(id);
    if (group) group.push(diagnostic);
    else groups.set(id, [diagnostic]);
  }
  return groups;
}

/** Problems at a place of the file or inside it: `nodes.3.data.where` also gets those of `nodes.3.data.where.all.0`. */
export const diagnosticsAt = (state: DiagnosticsState, path: string): readonly Diagnostic[] =>
  state.all.filter((d) => d.path === path || d.path.startsWith(`${path}.`));
