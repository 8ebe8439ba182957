import { z } from "zod";
import type { FactReference } from "../condition.js";
import { flowIdSchema, msSchema } from "../primitives.js";
import { stepNamesShape } from "./step-names.js";
import { keptDaysShape, traceLineShape } from "./trace-line.js";

/**
 * One line of a judged condition, in the order it is read; `depth` counts from 0. A group stands before what it holds; a
 * comparison has `leaf`. `seen` is missing where nothing was there, or `isKept` is false: then only the verdict was kept.
 */
export const conditionRowSchema = z.object({
  depth: z.int(),
  result: z.boolean(),
  group: z.enum(["all", "any", "not"]).optional(),
  leaf: z
    .object({
      fact: z.string(),
      path: z.string().optional(),
      params: z.object({ experiment: z.string().optional() }).optional(),
      operator: z.string(),
      value: z.custom<string | number | boolean | null | (string | number | boolean | null)[] | FactReference>(),
    })
    .optional(),
  seen: z.unknown().optional(),
  compared: z.unknown().optional(),
  isKept: z.boolean().optional(),
});
export type WireConditionRow = z.infer<typeof conditionRowSchema>;

/** Why a decision went as it did: every way that was asked, the taken one last, as json-rules-engine judges the recorded values. */
export const decisionWhySchema = z.object({
  rule: z.string().optional(),
  input: z.enum(["arrive", "event", "timer", "result"]).optional(),
  eventType: z.string().optional(),
  asked: z.array(
    z.object({
      name: z.string(),
      port: z.string(),
      /** What the author calls that way. */
      label: z.string().optional(),
      result: z.boolean(),
      rows: z.array(conditionRowSchema),
    }),
  ),
  /** `unrecorded`: from before values were recorded, or by another way than a condition. */
  state: z.enum(["explained", "unrecorded"]),
  agrees: z.boolean(),
});
export type DecisionWhy = z.infer<typeof decisionWhySchema>;

export const whyParamsSchema = z.object({
  id: z.string().min(1).max(200),
  /** Log position, as the timeline gives it. */
  seq: z.coerce.number().int().min(0),
});
/** Of one flow only. */
export const whyQuerySchema = z.strictObject({ flowId: flowIdSchema.optional() });

export const pathWhyQuerySchema = z.strictObject({ enrollmentId: z.string().min(1).max(200) });

export const whyItemSchema = z.object({
  ...traceLineShape,
  /** Of decisions only. */
  why: decisionWhySchema.optional(),
  /** The task that the line is about, where it went out. */
  task: z
    .object({
      id: z.string(),
      title: z.string(),
      advisorId: z.string().optional(),
      /** Whom the step asks for (`owner`, `pool:<name>`, `advisor:<id>`): its first choice, or the one behind it. */
      askedFor: z.string(),
      isFallback: z.boolean(),
    })
    .optional(),
});
export type WhyItem = z.infer<typeof whyItemSchema>;

/** What flows did, in order, decisions explained. Empty when its trace is gone. */
export const whyAnswerSchema = z.object({ items: z.array(whyItemSchema), ...keptDaysShape });
export type WhyAnswer = z.infer<typeof whyAnswerSchema>;

export const entryCheckParamsSchema = z.object({ id: flowIdSchema });
export const entryCheckQuerySchema = z.strictObject({ customerId: z.string().min(1).max(200) });

/** What stands above every trigger's own question, in the order in which it is asked. */
export const ENTRY_GATES = [
  "customer",
  "flow",
  "do_not_disturb",
  "once_per_event",
  "waiting",
  "active",
  "reentry",
  "limits",
] as const;
export type EntryGate = (typeof ENTRY_GATES)[number];

/**
 * Why a customer has not entered a flow, as things stand now. `gates` stand above every trigger; one with a reason is
 * shut. A trigger's `waits` is why nobody enters by it at this moment though its condition may hold.
 */
export const entryCheckSchema = z.object({
  flowId: z.string(),
  flowName: z.string().optional(),
  customerId: z.string(),
  customerName: z.string().optional(),
  /** Newest published version; absent for a flow that never was. */
  version: z.int().optional(),
  at: msSchema,
  mayEnter: z.boolean(),
  gates: z.array(z.object({ gate: z.enum(ENTRY_GATES), reason: z.string().optional() })),
  triggers: z.array(
    z.object({
      nodeId: z.string(),
      ...stepNamesShape,
      event: z.object({ type: z.string(), lastAt: msSchema.optional() }).optional(),
      holds: z.boolean(),
      waits: z.enum(["matched_before", "too_old", "by_hand", "at_time", "event_missing"]).optional(),
      nextAt: msSchema.optional(),
      throttled: z.boolean(),
      rows: z.array(conditionRowSchema),
    }),
  ),
});
export type WireEntryCheck = z.infer<typeof entryCheckSchema>;
