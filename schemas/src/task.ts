import { z } from "zod";
import { contactResultSchema, intentSchema, taskChannelSchema, taskPurposeSchema } from "./channels.js";
import { materialSchema } from "./flow/material.js";
import { jsonObjectSchema } from "./json.js";
import { msSchema } from "./primitives.js";

/** open → one of the rest, once. */
export const TASK_STATES = ["open", "done", "skipped", "expired", "stale", "withdrawn"] as const;
export const taskStateSchema = z.enum(TASK_STATES);
export type TaskState = z.infer<typeof taskStateSchema>;

/** What an advisor reported. */
export const taskOutcomeReportSchema = z.object({
  outcome: z.string().optional(),
  contact: contactResultSchema.optional(),
  intent: intentSchema.optional(),
  fields: jsonObjectSchema.optional(),
  skipReason: z.string().optional(),
  note: z.string().optional(),
  at: msSchema,
  by: z.string().optional(),
  evidence: z.string().optional(),
});

/** A task as the advisor's list shows it. Text is rendered at issue and stored. */
export const taskSchema = z.object({
  id: z.string(),
  customerId: z.string(),
  customerName: z.string().optional(),
  flowId: z.string(),
  version: z.int(),
  nodeId: z.string(),
  slotId: z.string().optional(),
  enrollmentId: z.string(),
  visit: z.int(),
  title: z.string(),
  text: z.string(),
  scriptId: z.string(),
  materials: z.array(materialSchema),
  channel: taskChannelSchema,
  purpose: taskPurposeSchema,
  scope: z.enum(["customer", "advisor"]),
  priority: z.int(),
  flowPriority: z.int(),
  /** Who does it; absent until the worker has picked from the pool. */
  advisorId: z.string().optional(),
  assign: z.string(),
  fallback: z.string(),
  /** Why now: the event or timer that led here, in data. The page puts it into words. */
  why: z.object({
    kind: z.enum(["event", "timer", "entry"]),
    event: z.string().optional(),
    nodeId: z.string().optional(),
    at: msSchema,
  }),
  plannedAt: msSchema,
  issuedAt: msSchema,
  dueAt: msSchema,
  expiresAt: msSchema,
  waits: z.boolean(),
  outcomes: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      contact: contactResultSchema.optional(),
      intent: intentSchema.optional(),
      fields: z.array(z.object({ id: z.string(), label: z.string(), type: z.string() })).optional(),
    }),
  ),
  skipReasons: z.array(z.string()),
  state: taskStateSchema,
  closedAt: msSchema.optional(),
  /** Why it was withdrawn or went stale. */
  closeReason: z.string().optional(),
  result: taskOutcomeReportSchema.optional(),
  /** Results that came after it was closed; they move nothing. */
  late: z.array(taskOutcomeReportSchema).optional(),
  /** Who had it before, and until when; the earliest first. Absent: it never changed hands. */
  handedOn: z.array(z.object({ from: z.string(), at: msSchema })).optional(),
  /** Postponed by the advisor until then. */
  postponedUntil: msSchema.optional(),
  /** Issued while the advisor had another proactive task of that day open for the customer: one card, one visit. */
  sameVisit: z.boolean().optional(),
});
export type Task = z.infer<typeof taskSchema>;
export type TaskOutcomeReport = z.infer<typeof taskOutcomeReportSchema>;
