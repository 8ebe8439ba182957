import { createLayoutClient, type LayoutAnswer, type LayoutClient, type LayoutWorker } from "./layout-client.js";

/** The layout client of the browser. */
export const startLayout = (): LayoutClient => createLayoutClient(startWorker);

function startWorker(): LayoutWorker {
  const worker = new Worker(new URL("./layout-worker.ts", import.meta.url), { type: "module" });
  const wrapped: LayoutWorker = {
    postMessage: (request) => worker.postMessage(request),
    terminate: () => worker.terminate(),
    onmessage: null,
    onerror: null,
  };
  worker.addEventListener("message", ({ data }: MessageEvent<LayoutAnswer>) => wrapped.onmessage?.({ data }));
  worker.addEventListener("error", (event) => wrapped.onerror?.(event));
  return wrapped;
}
