// Builds the server that MongoDB's tests use where there is none (test/ferretdb), once per version, and prints where it
// lies. Takes minutes the first time, so `npm test` starts it beside the other tests. Exit 1 with the reason when it
// cannot be built. Only what Node brings may be imported here.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const source = fileURLToPath(new URL("../ferretdb", import.meta.url));
const cache = fileURLToPath(new URL("../../node_modules/.cache/sopflow", import.meta.url));

function binaryPath() {
  const hash = createHash("sha256");
  for (const name of ["go.mod", "go.sum", "main.go"]) hash.update(readFileSync(join(source, name)));
  const end = process.platform === "win32" ? ".exe" : "";
  return join(cache, `ferretdb-${process.platform}-${process.arch}-${hash.digest("hex").slice(0, 16)}${end}`);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Takes the file for this process; false while another that lives has it. */
function lock(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch {
    const holder = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
    if (holder > 0 && !isAlive(holder)) rmSync(file, { force: true });
    return false;
  }
}

async function build(binary) {
  const folder = mkdtempSync(join(tmpdir(), "sopflow-ferretdb-"));
  try {
    cpSync(source, folder, { recursive: true });
    const made = join(folder, "server");
    const flags = ["build", "-buildvcs=false", "-trimpath", "-ldflags=-s -w", "-o", made, "."];
    const go = spawn("go", flags, { cwd: folder, env: { ...process.env, CGO_ENABLED: "0" } });
    let output = "";
    for (const stream of [go.stdout, go.stderr])
      stream.on("data", (text) => (output = `${output}${text}`.slice(-4000)));
    const stop = () => go.kill();
    process.once("SIGTERM", stop);
    process.once("SIGINT", stop);
    const code = await new Promise((resolve, reject) => {
      go.on("error", (error) =>
        reject(error.code === "ENOENT" ? new Error("there is no Go to build FerretDB") : error),
      );
      go.on("close", resolve);
    });
    if (code !== 0) throw new Error(`Go could not build FerretDB: ${output.trim().split("\n").slice(-3).join(" ")}`);
    // From a file system of its own, so that the name shows a whole file only.
    cpSync(made, `${binary}.${process.pid}`);
    renameSync(`${binary}.${process.pid}`, binary);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const binary = binaryPath();
const lockFile = `${binary}.lock`;
mkdirSync(cache, { recursive: true });
try {
  while (!existsSync(binary)) {
    if (!lock(lockFile)) {
      await delay(500);
      continue;
    }
    try {
      if (!existsSync(binary)) await build(binary);
    } finally {
      rmSync(lockFile, { force: true });
    }
  }
  process.stdout.write(`${binary}\n`);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
