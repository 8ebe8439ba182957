import { existsSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { ConflictError, StoreError } from "../errors.js";
import type { Turns } from "./connection.js";
import type { RunJobs } from "./writer.js";
import type { JobAnswer, JobFailure, JobMessage } from "./writer-messages.js";

const ENTRY = new URL("./writer-thread.js", import.meta.url);

/** Where the thread's code is, as far as one is wanted and it is built. */
export function threadEntry(wanted: boolean | URL): URL | undefined {
  if (wanted === false) return undefined;
  if (wanted !== true) return wanted;
  return existsSync(ENTRY) ? ENTRY : undefined;
}

export interface WriterThread extends RunJobs, Turns {
  /** Waits for what is under way, and ends the thread. */
  close(): Promise<void>;
}

/** Something that waits for its turn: a message for the thread, or work that must not meet any. */
interface Waiting {
  readonly message?: JobMessage;
  /** Begins it, and tells the thread's answer where there is one. */
  readonly begin?: () => void;
  readonly resolve: (done: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A thread that owns the connection by which events and batches are written, while this one works out the next.
 *
 * T1. Jobs are done in the order in which they are given, each answered when it is committed; so what this thread reads
 *     after an answer has it.
 * T2. SQLite lets one connection write at a time. What this thread writes itself waits until no job is under way, and
 *     jobs given later wait for it: neither ever meets a lock.
 * T3. A thread that ended by itself does nothing any more: every later job is refused.
 */
export function startWriterThread(file: string, entry: URL): WriterThread {
  const worker = new Worker(entry, { workerData: file, name: "sopflow-writer" });
  worker.unref();
  const queue: Waiting[] = [];
  /** Given to the thread and not answered, oldest first. */
  const under: Waiting[] = [];
  let failure: StoreError | undefined;

  const begin = () => {
    for (let next = queue[0]; next; next = queue[0]) {
      const { message } = next;
      if (message) {
        under.push(next);
        // The process must not end before the answer is here.
        if (under.length === 1) worker.ref();
        worker.postMessage(message);
      } else if (under.length > 0) return;
      else next.begin?.();
      queue.shift();
    }
  };
  const add = (one: Waiting) => {
    if (failure) {
      one.reject(failure);
      return;
    }
    queue.push(one);
    if (queue.length === 1) begin();
  };
  const ask = <T>(message: JobMessage): Promise<T> =>
    new Promise((resolve, reject) => {
      add({ message, resolve: resolve as (done: unknown) => void, reject }); // the answer to this message is a T
    });
  const fail = (error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    failure ??= new StoreError(`the thread that writes has ended (${reason}): start sopflow again`, { cause: error });
    for (const { reject } of [...under.splice(0), ...queue.splice(0)]) reject(failure);
  };
  worker.on("message", (answer: JobAnswer) => {
    const job = under.shift();
    if (under.length === 0) worker.unref();
    if ("failure" in answer) job?.reject(toError(answer.failure));
    else job?.resolve(answer.done);
    begin();
  });
  worker.on("error", fail);
  worker.on("exit", () => fail(new Error("it was closed")));
  return {
    append: (input) => ask({ name: "append", input }),
    commit: (input) => ask({ name: "commit", input }),
    bind: (input) => ask({ name: "bind", input }),
    close: () => (failure ? Promise.resolve() : ask({ name: "close" })),
    alone: (work) =>
      new Promise((resolve, reject) => {
        const doIt = () => {
          try {
            resolve(work());
          } catch (error) {
            reject(error);
          }
        };
        add({ begin: doIt, resolve: () => {}, reject });
      }),
  };
}

function toError({ kind, name, message, stack }: JobFailure): Error {
  if (kind === "conflict") return new ConflictError(message);
  if (kind === "store") return new StoreError(message);
  const error = new Error(message);
  error.name = name;
  if (stack !== undefined) error.stack = stack;
  return error;
}
