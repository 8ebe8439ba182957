import { parentPort, workerData } from "node:worker_threads";
import { ConflictError, StoreError } from "../errors.js";
import { openConnection } from "./connection.js";
import { prepareJobs } from "./writer.js";
import type { JobAnswer, JobFailure, JobMessage } from "./writer-messages.js";

// The entry of the thread that `startWriterThread` starts: it owns the connection that writes events and batches.

const port = parentPort;
if (!port) throw new Error("this is the entry of a thread");
const file: string = workerData;
const connection = openConnection(file);
const jobs = prepareJobs(connection);

const work = (message: Exclude<JobMessage, { name: "close" }>) => {
  switch (message.name) {
    case "append":
      return jobs.append(message.input);
    case "commit":
      return jobs.commit(message.input);
    case "bind":
      return jobs.bind(message.input);
    default:
      return message satisfies never;
  }
};

const answerTo = (message: JobMessage): JobAnswer => {
  try {
    return { done: message.name === "close" ? connection.close() : work(message) };
  } catch (error) {
    return { failure: describe(error) };
  }
};

port.on("message", (message: JobMessage) => {
  port.postMessage(answerTo(message));
  if (message.name === "close") port.close();
});

function describe(error: unknown): JobFailure {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const kind = error instanceof ConflictError ? "conflict" : error instanceof StoreError ? "store" : "other";
  return { kind, name, message, stack };
}
