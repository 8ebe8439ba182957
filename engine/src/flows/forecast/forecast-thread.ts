import { parentPort, workerData } from "node:worker_threads";
import type { ForecastWork } from "./forecast-in-thread.js";
import { forecastTeam } from "./forecast-team.js";
import { remoteStore } from "./remote-store.js";

// The entry of the thread that `forecastInThread` starts.

const { now, next }: ForecastWork = workerData;
const { store, onReply } = remoteStore((call) => parentPort?.postMessage(call));
parentPort?.on("message", onReply);
const engine = { contextChanged: () => Promise.reject(new Error("a forecast changes nothing")) };
const result = await forecastTeam({ store, clock: { now: () => now }, engine }, next);
parentPort?.postMessage({ result });
