/** All that a command touches of the process, so that tests can give it their own. */
export interface Io {
  /** Results only. A line end is added. */
  out(text: string): void;
  /** Messages for people. A line end is added. */
  err(text: string): void;
  /** Standard error is a terminal that somebody watches. */
  readonly isTerminal: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readStdin(): Promise<string>;
  /** Aborts at SIGINT and SIGTERM. */
  readonly signal: AbortSignal;
}

/** The real process. `dispose` gives its signals back. */
export function processIo(): Io & { dispose(): void } {
  const stop = new AbortController();
  const abort = () => stop.abort();
  process.once("SIGINT", abort);
  process.once("SIGTERM", abort);
  return {
    out: (text) => void process.stdout.write(`${text}\n`),
    err: (text) => void process.stderr.write(`${text}\n`),
    isTerminal: process.stderr.isTTY === true,
    env: process.env,
    signal: stop.signal,
    async readStdin() {
      const pieces: Buffer[] = [];
      for await (const piece of process.stdin) pieces.push(Buffer.from(piece));
      return Buffer.concat(pieces).toString("utf8");
    },
    dispose() {
      process.off("SIGINT", abort);
      process.off("SIGTERM", abort);
    },
  };
}
