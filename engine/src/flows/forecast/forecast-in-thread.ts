import { existsSync } from "node:fs";
import { Worker } from "node:worker_threads";
import type { Forecast } from "@sopflow/schemas";
import type { FlowParts } from "../flow-parts.js";
import { type DraftToForecast, forecastTeam } from "./forecast-team.js";
import { type StoreCall, serveStore } from "./remote-store.js";

const ENTRY = new URL("./forecast-thread.js", import.meta.url);

/** What the thread is given, and what it says. */
export interface ForecastWork {
  readonly now: number;
  readonly next: DraftToForecast | undefined;
}
type Message = StoreCall | { readonly result: Forecast };

/**
 * `forecastTeam` in a thread of its own, since it plays hundreds of people through two weeks; the store is asked from
 * here. Where the code is not built (tests run from source) it runs here, and gives way to others now and then.
 */
export async function forecastInThread(parts: FlowParts, next?: DraftToForecast): Promise<Forecast> {
  if (!existsSync(ENTRY)) return forecastTeam(parts, next);
  const workerData: ForecastWork = { now: parts.clock.now(), next };
  const worker = new Worker(ENTRY, { workerData });
  try {
    return await new Promise<Forecast>((resolve, reject) => {
      worker.on("message", (message: Message) => {
        if ("result" in message) resolve(message.result);
        else void serveStore(parts.store, message).then((reply) => worker.postMessage(reply), reject);
      });
      worker.on("error", reject);
      worker.on("exit", () => reject(new Error("the forecast's thread ended early")));
    });
  } finally {
    void worker.terminate();
  }
}
