import type { WriterJobs } from "./writer.js";

/** What the writing thread is told: jobs in the order in which they are to be done. */
export type JobMessage =
  | {
      [Name in keyof WriterJobs]: { readonly name: Name; readonly input: Parameters<WriterJobs[Name]>[0] };
    }[keyof WriterJobs]
  | { readonly name: "close" };

/** Its answers, in the same order. */
export type JobAnswer = { readonly done: unknown } | { readonly failure: JobFailure };

/** An error, which no thread can hand to another as it is. */
export interface JobFailure {
  readonly kind: "conflict" | "store" | "other";
  readonly name: string;
  readonly message: string;
  readonly stack?: string | undefined;
}
