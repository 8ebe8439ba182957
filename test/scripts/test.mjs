// `npm test`: everything that must hold, stage by stage, cheapest first; stops at the first stage that fails. Only what
// Node brings may be imported here, because this runs before anything is installed.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { install, isInstalled } from "../../api/scripts/installation.mjs";
import { nodeVersionProblem } from "../../api/scripts/node-version.mjs";
import { runQuietly } from "../../api/scripts/run-quietly.mjs";
import { reportFailure, runStage, StageFailure } from "../../api/scripts/stage.mjs";
import { runTurbo } from "../../api/scripts/turbo.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const inCi = Boolean(process.env.CI) && process.env.CI !== "false";

async function prepare() {
  if (!isInstalled(root)) await runStage("install", () => install(root));
  await runStage("types", () => runTurbo(root, "types", ["--continue"]));
  await runStage("lint", async () => {
    const ran = await runQuietly(join(root, "node_modules", ".bin", "biome"), ["check", "."], { cwd: root });
    if (ran.code !== 0) throw new StageFailure("biome check failed: `npm run fix` repairs most of it.", ran.output);
  });
  await runStage("build", () => runTurbo(root, "build"));
}

/** Unit, contract and property tests in one run, its output passed through as it comes. */
function runVitest(args, env) {
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      [
        join(root, "node_modules", "vitest", "vitest.mjs"),
        "run",
        "--config=test/vitest.config.ts",
        "--reporter=./test/scripts/counts-reporter.mjs",
        "--reporter=default",
        ...args,
      ],
      { cwd: root, stdio: "inherit", env: { ...process.env, ...env } },
    );
    const relay = (signal) => child.kill(signal);
    // Ctrl-C reaches the whole terminal group by itself; a listener keeps this process until vitest has ended.
    process.on("SIGINT", () => {});
    process.on("SIGTERM", relay);
    child.on("error", () => resolve(1));
    child.on("close", (code) => resolve(code ?? 1));
  });
}

/** The server for MongoDB's tests takes minutes to build, once; its test waits for it, and says when it cannot be had. */
function buildMongoServer() {
  const build = spawn(process.execPath, [join(root, "test", "scripts", "build-ferretdb.mjs")], { stdio: "ignore" });
  build.on("error", () => {});
  return () => build.kill();
}

async function runTests(args) {
  const stopBuild = process.env.SOPFLOW_TEST_MONGODB || args.length > 0 ? () => {} : buildMongoServer();
  const folder = mkdtempSync(join(tmpdir(), "sopflow-test-"));
  try {
    const countsFile = join(folder, "counts.json");
    const code = await runVitest(args, { SOPFLOW_COUNTS: countsFile, SOPFLOW_SKIPS: join(folder, "skips.ndjson") });
    const counts = existsSync(countsFile)
      ? JSON.parse(readFileSync(countsFile, "utf8"))
      : { passed: 0, failed: 1, skipped: 0, named: 0 };
    const skippedInCi = inCi && counts.named > 0;
    if (skippedInCi)
      console.error("A skipped suite is a failure where CI is set: see the lines that begin with Skipped.");
    console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
    return code !== 0 ? code : skippedInCi || counts.failed > 0 ? 1 : 0;
  } finally {
    stopBuild();
    rmSync(folder, { recursive: true, force: true });
  }
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
process.exitCode = await runTests(process.argv.slice(2));
