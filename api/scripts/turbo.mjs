import { join } from "node:path";
import { runQuietly } from "./run-quietly.mjs";
import { StageFailure } from "./stage.mjs";

/**
 * Runs one turbo task over the workspaces; what is up to date comes from turbo's own cache. Sends nothing anywhere.
 *
 * @param {string} root
 * @param {string} task
 * @param {readonly string[]} [args]
 */
export async function runTurbo(root, task, args = []) {
  const ran = await runQuietly(
    join(root, "node_modules", ".bin", "turbo"),
    ["run", task, "--output-logs=errors-only", "--log-order=grouped", "--concurrency=2", ...args],
    { cwd: root, env: { TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1", TURBO_NO_UPDATE_NOTIFIER: "1" } },
  );
  if (ran.code !== 0) throw new StageFailure(`turbo run ${task} failed.`, ran.output);
}
