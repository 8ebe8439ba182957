import { afterEach, describe, expect, it } from "vitest";
import { ConflictError, StoreError } from "../errors.js";
import { startWriterThread, type WriterThread } from "./start-writer-thread.js";

/** A thread that answers each message by the given expression over `message`. */
const threadOf = (answer: string): WriterThread => {
  const code = `import { parentPort } from "node:worker_threads";
    parentPort.on("message", (message) => {
      const isClosed = message.name === "close";
      parentPort.postMessage(isClosed ? { done: undefined } : ${answer});
      if (isClosed) parentPort.close();
    });`;
  thread = startWriterThread("nowhere", new URL(`data:text/javascript,${encodeURIComponent(code)}`));
  return thread;
};

let thread: WriterThread | undefined;
afterEach(() => thread?.close());

describe("the thread that writes", () => {
  it("lets work of this thread wait for jobs given before, and later jobs for that work", async () => {
    const { append, bind, alone } = threadOf("{ done: [] }");
    const order: string[] = [];
    const first = append([]).then(() => order.push("a job"));
    const second = bind([]).then(() => order.push("another"));
    // It runs on the spot when the last answer is here, just before whoever asked for that is told.
    const own = alone(() => queueMicrotask(() => order.push("work of this thread")));
    const later = append([]).then(() => order.push("a later job"));
    await Promise.all([first, second, own, later]);
    expect(order).toEqual(["a job", "another", "work of this thread", "a later job"]);
  });

  it("goes on after work of this thread that failed", async () => {
    const { append, alone } = threadOf("{ done: [7] }");
    const failed = alone(() => {
      throw new Error("refused");
    });
    await expect(failed).rejects.toThrow("refused");
    expect(await append([])).toEqual([7]);
  });

  it("tells a conflict from a store that could not, and both from a defect", async () => {
    const failure = (kind: string) => `{ failure: { kind: "${kind}", name: "RangeError", message: "so it was" } }`;
    await expect(threadOf(failure("conflict")).bind([])).rejects.toThrow(ConflictError);
    await thread?.close();
    await expect(threadOf(failure("store")).bind([])).rejects.toThrow(StoreError);
    await thread?.close();
    await expect(threadOf(failure("other")).bind([])).rejects.toMatchObject({
      name: "RangeError",
      message: "so it was",
    });
  });

  it("refuses everything once it has ended by itself, and says what to do", async () => {
    const { append, bind, alone } = threadOf("process.exit(1)");
    const given = [append([]), bind([]), alone(() => "written")];
    for (const one of await Promise.allSettled(given)) {
      expect(one).toMatchObject({
        status: "rejected",
        reason: { message: expect.stringContaining("start sopflow again") },
      });
    }
    await expect(append([])).rejects.toThrow(StoreError);
  });
});
