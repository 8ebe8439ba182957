import { z } from "zod";
import { msSchema } from "../primitives.js";

/** What one version would have done. */
export const backtestOutcomeSchema = z.object({
  /** Version of the file that was played; the draft has the number that it would get. */
  version: z.int(),
  entered: z.int(),
  completed: z.int(),
  /** Still inside at the end. */
  active: z.int(),
  tasks: z.int(),
  /** Times that a task could not go out when it was due: contact rules, full days. */
  deferred: z.int(),
  /** Days on which one person would have been written to or called more than once. */
  overContacts: z.int(),
  nodes: z.array(z.object({ nodeId: z.string(), entered: z.int(), waiting: z.int(), tasks: z.int() })),
  advisors: z.array(
    z.object({
      /** Absent where nobody was there to do them. */
      advisorId: z.string().optional(),
      tasks: z.int(),
      /** Days with more chats and calls than the advisor's capacity. */
      overDays: z.int(),
      busiest: z.object({ date: z.string(), contacts: z.int() }).optional(),
    }),
  ),
});
export type BacktestOutcome = z.infer<typeof backtestOutcomeSchema>;

/** The history that was played. */
export const backtestHistorySchema = z.object({
  /** Epoch ms of the first and the last event. */
  from: msSchema,
  until: msSchema,
  events: z.int(),
  customers: z.int(),
  /** The log holds older events than were taken. */
  isCut: z.boolean(),
});

export const backtestSchema = z.object({
  id: z.string(),
  flowId: z.string(),
  /** Of the draft that is tested. */
  revision: z.int(),
  status: z.enum(["queued", "running", "done", "failed", "cancelled"]),
  by: z.string(),
  createdAt: msSchema,
  finishedAt: msSchema.optional(),
  /** Share done, 0 to 1. */
  progress: z.number(),
  history: backtestHistorySchema.optional(),
  draft: backtestOutcomeSchema.optional(),
  /** The same history by the version that is live; absent before the first publish. */
  live: backtestOutcomeSchema.optional(),
});
export type Backtest = z.infer<typeof backtestSchema>;
export const backtestListSchema = z.object({ items: z.array(backtestSchema) });
export const backtestParamsSchema = z.object({ id: z.string().min(1).max(64), runId: z.string().min(1).max(64) });
