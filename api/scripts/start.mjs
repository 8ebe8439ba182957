// `npm start`: from a fresh clone to a running product. Only what Node brings may be imported here, because this runs
// before anything is installed.
import { fileURLToPath } from "node:url";
import { install, isInstalled } from "./installation.mjs";
import { nodeVersionProblem } from "./node-version.mjs";
import { reportFailure, runStage } from "./stage.mjs";
import { runTurbo } from "./turbo.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

async function prepare() {
  if (!isInstalled(root)) await runStage("install", () => install(root));
  await runStage("build", () => runTurbo(root, "build", ["--filter=!@sopflow/test"]));
}

/**
 * npm passes SIGTERM to the shell it starts scripts with, and a shell such as dash dies of it without telling us: the
 * server would stay behind, keeping its port. So when the parent changes, that is our SIGTERM.
 */
function stopWithNpm() {
  if (!process.env.npm_lifecycle_event || process.platform === "win32") return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, "SIGTERM");
  }, 250);
  watch.unref();
}

const problem = nodeVersionProblem(process.versions.node);
if (problem) {
  console.error(problem);
  process.exit(1);
}
try {
  await prepare();
} catch (error) {
  process.exit(reportFailure(error));
}
stopWithNpm();
// In this process and not a child: signals and exit codes need no relay, and a supervisor sees the server's own pid.
process.argv.splice(2, 0, "serve");
await import("../bin/sopflow.js");
