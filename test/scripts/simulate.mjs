// `npm run simulate -- --seed N [--days D]`: plays one story of the simulation and prints what happens in it.
import { fileURLToPath } from "node:url";
import { reportFailure, runStage } from "../../api/scripts/stage.mjs";
import { runTurbo } from "../../api/scripts/turbo.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

try {
  await runStage("build", () => runTurbo(root, "build", ["--filter=@sopflow/test..."]));
} catch (error) {
  process.exit(reportFailure(error));
}
const { runSimulation } = await import(new URL("../dist/simulation/run-simulation.js", import.meta.url).href);
try {
  await runSimulation(process.argv.slice(2), console.log);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
