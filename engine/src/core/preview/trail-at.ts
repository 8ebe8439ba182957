import type { Preview } from "./preview.js";

/** How far a preview has come: what a canvas lights up. */
export interface Trail {
  /** Steps that were come to, in order of the first time. */
  readonly visited: readonly string[];
  /** Ways taken, `node:port`, in order of the first time. */
  readonly taken: readonly string[];
  /** Where the customer stands; absent before the entry and after the end. */
  readonly standing?: string;
  /** When the wait there ends, epoch ms. */
  readonly until?: number;
  /** Keys of the tasks that are out. */
  readonly open: readonly string[];
  readonly state: "before" | "inside" | "ended";
}

/** Number of lines that have happened by `at` (epoch ms), that moment included. */
export function linesBy({ lines }: Pick<Preview, "lines">, at: number): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where the customer has come to after the first `count` lines. Grows with `count`: what was visited stays visited. */
export function trailOf({ lines }: Pick<Preview, "lines">, count: number): Trail {
  const visited = new Set<string>();
  const taken = new Set<string>();
  const open = new Set<string>();
  let standing: string | undefined;
  let until: number | undefined;
  let state: Trail["state"] = "before";
  for (const line of lines.slice(0, count)) {
    switch (line.kind) {
      case "entered":
        state = "inside";
        break;
      case "arrived":
        visited.add(line.nodeId);
        standing = line.nodeId;
        until = undefined;
        break;
      case "left":
        taken.add(`${line.nodeId}:${line.port}`);
        break;
      case "waiting":
      case "deferred":
        if (line.nodeId === standing) until = line.until;
        break;
      case "task":
        open.add(line.key);
        if (line.nodeId === standing) until = line.task.waits ? line.task.expiresAt : until;
        break;
      case "answered":
      case "withdrawn":
        open.delete(line.key);
        break;
      case "ended":
        state = "ended";
        standing = undefined;
        until = undefined;
        break;
    }
  }
  return {
    visited: [...visited],
    taken: [...taken],
    open: [...open],
    state,
    ...(standing !== undefined && { standing }),
    ...(until !== undefined && { until }),
  };
}
