import { existsSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { type ComparedVersions, compareVersions, type VersionsToCompare } from "./compare-versions.js";

const ENTRY = new URL("./compare-thread.js", import.meta.url);

type Message = { readonly share: number } | { readonly result: ComparedVersions };

/**
 * `compareVersions` in a thread of its own, so that a long replay holds up no request. Where the code is not built (tests
 * run from source) it runs here, and gives way to others now and then. Rejects when `signal` aborts.
 */
export async function compareInThread(
  work: VersionsToCompare,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<ComparedVersions> {
  if (!existsSync(ENTRY)) return compareVersions(work, onProgress, signal);
  signal.throwIfAborted();
  const worker = new Worker(ENTRY, { workerData: work });
  const stop = () => void worker.terminate();
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await new Promise<ComparedVersions>((resolve, reject) => {
      worker.on("message", (message: Message) => {
        if ("result" in message) resolve(message.result);
        else onProgress(message.share);
      });
      worker.on("error", reject);
      worker.on("exit", () => reject(signal.aborted ? signal.reason : new Error("the back-test's thread ended early")));
    });
  } finally {
    signal.removeEventListener("abort", stop);
    void worker.terminate();
  }
}
