import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ExitCode } from "./exit-codes.js";
import type { Io } from "./io.js";
import { runCli } from "./run.js";

export interface CliResult {
  readonly exit: ExitCode;
  readonly out: string;
  readonly err: string;
}

export interface CliBench {
  readonly folder: string;
  /** Writes a file into the folder and returns its path. */
  file(name: string, content: string | object): string;
  run(...args: string[]): Promise<CliResult>;
  /** Runs a command that goes on until `stop`; `line` is what it printed first. */
  start(...args: string[]): { readonly line: Promise<string>; stop(): void; readonly done: Promise<CliResult> };
  close(): void;
}

/** The command line with captured output and a data folder of its own. */
export function startCliBench(env: Readonly<Record<string, string>> = {}, stdin = ""): CliBench {
  const folder = mkdtempSync(join(tmpdir(), "sopflow-cli-"));
  const launch = (args: readonly string[], onOut: (text: string) => void = () => {}) => {
    const stop = new AbortController();
    const out: string[] = [];
    const err: string[] = [];
    const io: Io = {
      out(text) {
        out.push(text);
        onOut(text);
      },
      err: (text) => void err.push(text),
      isTerminal: false,
      env: { SOPFLOW_DATA: join(folder, "data"), ...env },
      readStdin: async () => stdin,
      signal: stop.signal,
    };
    const done = runCli(args, io).then((exit) => ({ exit, out: out.join("\n"), err: err.join("\n") }));
    return { done, stop: () => stop.abort() };
  };
  return {
    folder,
    file(name, content) {
      const path = join(folder, name);
      writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
      return path;
    },
    run: (...args) => launch(args).done,
    start(...args) {
      let tell: (line: string) => void = () => {};
      const first = new Promise<string>((resolve) => {
        tell = resolve;
      });
      const { done, stop } = launch(args, (text) => tell(text));
      const ended = done.then((result) => {
        throw new Error(`it ended: ${JSON.stringify(result)}`);
      });
      return { line: Promise.race([first, ended]), stop, done };
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
