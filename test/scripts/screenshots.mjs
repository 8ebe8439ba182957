// `npm run screenshots [-- FOLDER [NAME]]`: a picture of every page and state, in both languages, at a desk and on a
// phone. NAME takes only the tours that go through a state of that name.
import { spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { reportFailure, runStage } from "../../api/scripts/stage.mjs";
import { runTurbo } from "../../api/scripts/turbo.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const [asked, name] = process.argv.slice(2);
const folder = asked === undefined ? mkdtempSync(join(tmpdir(), "sopflow-pictures-")) : resolve(asked);
try {
  await runStage("build", () => runTurbo(root, "build", ["--filter=!@sopflow/test"]));
  const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
  const filter = name === undefined ? [] : ["--testNamePattern", name];
  const { status } = spawnSync(process.execPath, [vitest, "run", "--config=test/pictures.config.ts", ...filter], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, SOPFLOW_PICTURES: folder },
  });
  console.log(`Pictures are in ${folder}`);
  process.exitCode = status ?? 1;
} catch (error) {
  process.exitCode = reportFailure(error);
}
