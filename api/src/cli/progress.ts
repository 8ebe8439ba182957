import cliProgress from "cli-progress";
import type { Io } from "./io.js";

export interface Progress {
  /** How far it is. `note` is shown behind the bar. */
  at(done: number, total: number, note?: string): void;
  end(): void;
}

const SILENT: Progress = { at() {}, end() {} };

/** A bar on standard error while long work goes on; silent unless somebody watches a terminal. */
export function startProgress(io: Io, title: string): Progress {
  if (!io.isTerminal) return SILENT;
  const bar = new cliProgress.SingleBar({
    stream: process.stderr,
    format: `${title} [{bar}] {percentage}% {value}/{total} {note}`,
    hideCursor: true,
    clearOnComplete: true,
    fps: 10,
  });
  bar.start(1, 0, { note: "" });
  return {
    at(done, total, note = "") {
      bar.setTotal(Math.max(1, total));
      bar.update(done, { note });
    },
    end: () => bar.stop(),
  };
}
