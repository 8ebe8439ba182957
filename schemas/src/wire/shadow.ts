import { z } from "zod";
import { taskChannelSchema } from "../channels.js";
import { msSchema, partIdSchema } from "../primitives.js";
import { pageLimitSchema, pageOf } from "./paging.js";
import {
  DEFAULT_SHADOW_DAYS,
  MAX_SHADOW_DAYS,
  SHADOW_AGREEMENTS,
  SHADOW_DIFFERENCES,
  SHADOW_ENDS,
} from "./shadow-names.js";

export const shadowCountSchema = z.object({
  kind: z.enum([...SHADOW_DIFFERENCES, ...SHADOW_AGREEMENTS]),
  nodeId: z.string(),
  count: z.int(),
});
export type ShadowCount = z.infer<typeof shadowCountSchema>;

export const shadowSchema = z.object({
  id: z.string(),
  flowId: z.string(),
  /** Of the draft that decides, as it was saved when the shadow began. */
  revision: z.int(),
  /** The version it is compared with. */
  liveVersion: z.int(),
  status: z.enum(["running", "ended"]),
  ended: z.object({ why: z.enum(SHADOW_ENDS), at: msSchema }).optional(),
  by: z.string(),
  startedAt: msSchema,
  endsAt: msSchema,
  /** People followed, and customers there were when it began: of very many a share is followed. */
  people: z.int(),
  customers: z.int(),
  /** Still copying the people as they were when it began. */
  isPreparing: z.boolean(),
  /** Time up to which everything has been looked at, epoch ms, and entries of the log that have not been. */
  seenTo: msSchema,
  behind: z.int(),
  /** Differences and agreements by kind and step: exact, however many differences are kept. */
  counts: z.array(shadowCountSchema),
  /** Tasks that one of the two has issued and the other still may. */
  undecided: z.int(),
  /** People whom the draft, or the copy of the live version, could not be applied to. */
  failed: z.int(),
  /** People looked at last whom the live version was replayed for, and of them those who stand elsewhere live. */
  checked: z.int(),
  astray: z.int(),
});
export type Shadow = z.infer<typeof shadowSchema>;

/** The running shadow, or the last one; absent when there was none. */
export const shadowAnswerSchema = z.object({ shadow: shadowSchema.optional() });

export const startShadowBodySchema = z.strictObject({
  days: z.int().min(1).max(MAX_SHADOW_DAYS).default(DEFAULT_SHADOW_DAYS),
});

/** What one of the two did. */
const shadowSideSchema = z.object({
  at: msSchema,
  port: z.string().optional(),
  title: z.string().optional(),
  text: z.string().optional(),
  channel: taskChannelSchema.optional(),
  /** How the person's path ended: `completed`, `failed`, or the reason of an exit; `inside` while it goes on. */
  end: z.string().optional(),
});
export type ShadowSide = z.infer<typeof shadowSideSchema>;

export const shadowDifferenceSchema = z.object({
  id: z.string(),
  kind: z.enum(SHADOW_DIFFERENCES),
  /** When it showed, epoch ms. */
  at: msSchema,
  customerId: z.string(),
  customerName: z.string().optional(),
  enrollmentId: z.string(),
  nodeId: z.string(),
  live: shadowSideSchema.optional(),
  draft: shadowSideSchema.optional(),
});
export type ShadowDifference = z.infer<typeof shadowDifferenceSchema>;

export const shadowDifferencesQuerySchema = z.strictObject({
  kind: z.enum(SHADOW_DIFFERENCES).optional(),
  nodeId: partIdSchema.optional(),
  limit: pageLimitSchema,
  /** `next` of the previous page. */
  after: z.string().max(200).optional(),
});
export type ShadowDifferencesQuery = z.infer<typeof shadowDifferencesQuerySchema>;

/** Newest first; so many of the newest are kept. */
export const shadowDifferencePageSchema = pageOf(shadowDifferenceSchema);
export type ShadowDifferencePage = z.infer<typeof shadowDifferencePageSchema>;
