/**
 * Layout off the main thread.
 *
 * Owns the worker and which answer still matters. Does not own the layout itself (`layoutFlow`), nor what becomes of it.
 *
 * L1. Only the newest request counts: an older one is answered with undefined as soon as a newer one comes.
 * L2. Requests that pile up while the worker computes are not sent: after its answer only the newest is.
 * L3. If the worker cannot be started or breaks, the layout is computed here: slower, never missing.
 */
import type { FlowLayout, LayoutInput } from "./layout-input.js";

export interface LayoutRequest {
  readonly serial: number;
  readonly input: LayoutInput;
}
export interface LayoutAnswer {
  readonly serial: number;
  readonly layout: FlowLayout;
}

/** The part of a `Worker` that is used; tests bring their own. */
export interface LayoutWorker {
  postMessage(request: LayoutRequest): void;
  terminate(): void;
  onmessage: ((event: { data: LayoutAnswer }) => void) | null;
  onerror: ((event: unknown) => void) | null;
}

export interface LayoutClient {
  /** Where the nodes and edges go; undefined when a newer request has taken its place. */
  layout(input: LayoutInput): Promise<FlowLayout | undefined>;
  stop(): void;
}

interface Pending extends LayoutRequest {
  readonly resolve: (layout: FlowLayout | undefined) => void;
}

export function createLayoutClient(startWorker: () => LayoutWorker): LayoutClient {
  let worker = tryStart(startWorker);
  let serial = 0;
  let isBusy = false;
  let pending: Pending | undefined;

  const answer = (layout: FlowLayout | undefined) => {
    pending?.resolve(layout);
    pending = undefined;
  };
  const send = ({ serial: of, input }: Pending) => {
    if (worker === undefined) {
      void layoutHere(input).then((layout) => {
        if (pending?.serial === of) answer(layout);
      });
      return;
    }
    isBusy = true;
    worker.postMessage({ serial: of, input });
  };
  if (worker) {
    worker.onmessage = ({ data }) => {
      isBusy = false;
      if (pending === undefined) return;
      if (data.serial === pending.serial) answer(data.layout);
      else send(pending);
    };
    worker.onerror = () => {
      worker?.terminate();
      worker = undefined;
      isBusy = false;
      if (pending) send(pending);
    };
  }
  return {
    layout(input) {
      answer(undefined);
      serial += 1;
      return new Promise((resolve) => {
        pending = { serial, input, resolve };
        if (!isBusy) send(pending);
      });
    },
    stop() {
      answer(undefined);
      worker?.terminate();
    },
  };
}

/** Loaded only when needed: with a worker the page does without dagre. */
async function layoutHere(input: LayoutInput): Promise<FlowLayout> {
  const { layoutFlow } = await import("./layout-flow.js");
  return layoutFlow(input);
}

function tryStart(start: () => LayoutWorker): LayoutWorker | undefined {
  try {
    return start();
  } catch {
    return undefined;
  }
}
