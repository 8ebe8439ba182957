import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = new URL("../../..", import.meta.url);
const launcher = fileURLToPath(new URL("api/bin/sopflow.js", root));

/** The commands run what was built; without a build there is nothing to spawn. */
export const isBuilt = existsSync(new URL("api/dist/cli/main.js", root));

export const NOT_BUILT = "api/dist is not there: run `npm run build` first";

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Running {
  readonly child: ChildProcess;
  /** The first line on standard output; rejects when the process ends without one. */
  readonly line: Promise<string>;
  readonly ended: Promise<Ended>;
}

/** Starts the `sopflow` command as a shell would. */
export function startSopflow(args: readonly string[], env: Readonly<Record<string, string>> = {}): Running {
  const child = spawn(process.execPath, [launcher, ...args], { env: { ...process.env, ...env } });
  let out = "";
  let err = "";
  const line = new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (piece) => {
      out += piece;
      const end = out.indexOf("\n");
      if (end >= 0) resolve(out.slice(0, end));
    });
    child.once("close", (code) => reject(new Error(`it ended with ${code}: ${out}${err}`)));
  });
  line.catch(() => {}); // whoever waits for the end alone does not look at it
  child.stderr.on("data", (piece) => {
    err += piece;
  });
  const ended = new Promise<Ended>((resolve) => {
    child.once("close", (code) => resolve({ code, out, err }));
  });
  return { child, line, ended };
}

/** Runs a command to its end. */
export const runSopflow = (args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended> =>
  startSopflow(args, env).ended;
