import { parentPort, workerData } from "node:worker_threads";
import { compareVersions, type VersionsToCompare } from "./compare-versions.js";

// The entry of the thread that `compareInThread` starts.

const work: VersionsToCompare = workerData;
let told = 0;
const result = await compareVersions(work, (share) => {
  // A hundred messages are enough for a bar.
  if (share - told < 0.01) return;
  told = share;
  parentPort?.postMessage({ share });
});
parentPort?.postMessage({ result });
