import { spawn } from "node:child_process";

/**
 * Runs a program and keeps its output to itself, so that a stage is one line unless it fails.
 * Ctrl-C and SIGTERM reach the program, and then end this process with the code a shell would give.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string, env?: Record<string, string> }} options
 * @returns {Promise<{ code: number, output: string, seconds: number }>}
 */
export function runQuietly(command, args, { cwd, env = {} }) {
  const started = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      // npm and the tools in node_modules/.bin are .cmd files there, which only a shell starts.
      shell: process.platform === "win32" && command !== process.execPath,
    });
    const chunks = [];
    child.stdout.on("data", (chunk) => chunks.push(chunk));
    child.stderr.on("data", (chunk) => chunks.push(chunk));
    let stoppedWith = 0;
    const stop = (signal, number) => {
      stoppedWith = 128 + number;
      child.kill(signal);
    };
    const onInterrupt = () => stop("SIGINT", 2);
    const onTerminate = () => stop("SIGTERM", 15);
    process.on("SIGINT", onInterrupt);
    process.on("SIGTERM", onTerminate);
    const finish = (code, extra = "") => {
      process.off("SIGINT", onInterrupt);
      process.off("SIGTERM", onTerminate);
      if (stoppedWith > 0) process.exit(stoppedWith);
      resolve({
        code,
        output: Buffer.concat(chunks).toString("utf8") + extra,
        seconds: (performance.now() - started) / 1000,
      });
    };
    child.on("error", (error) => finish(127, `${error.message}\n`));
    child.on("close", (code) => finish(code ?? 1));
  });
}
