import { z } from "zod";
import { msSchema } from "../primitives.js";
import { ACTIVITY_LEVEL_NAMES } from "./activity-level.js";
import { enrollmentSchema, queuedEntrySchema } from "./enrollment.js";
import {
  attributeValueSchema,
  contactEntrySchema,
  orderStatsSchema,
  relationSchema,
  replenishItemSchema,
  suppressionSchema,
} from "./profile.js";
import { PRICE_SENSITIVITIES, TIERS } from "./profile-names.js";

/**
 * What a timer is for. Per enrollment: `wait` (its node), `expire` (an open task), `issue` (a pending task), `goals`
 * (closing ends), `stay` (the flow's longest stay is over). Per customer: `activity` (level falls), `audience` (time may make a trigger true), `tag` (expires),
 * `profile` (suppressions, tier demotion).
 */
export const TIMER_KINDS = [
  "wait",
  "expire",
  "issue",
  "goals",
  "stay",
  "activity",
  "audience",
  "tag",
  "profile",
] as const;
export const timerSchema = z.object({
  at: msSchema,
  kind: z.enum(TIMER_KINDS),
  /** Enrollment id; "" for the customer's own. */
  e: z.string(),
  /** Node id, audience key, tag: what it belongs to. */
  n: z.string(),
  /** Visit of the node, so that a late timer of an earlier visit is a no-op. */
  visit: z.int(),
  /** Task id for expire and issue. */
  ref: z.string().optional(),
});
export type Timer = z.infer<typeof timerSchema>;
export type TimerKind = Timer["kind"];

/** Whether the customer matches one audience trigger; `checkAt` = when time alone may change that. */
export const audienceBitSchema = z.object({ in: z.boolean(), version: z.int(), checkAt: msSchema.optional() });
export type AudienceBit = z.infer<typeof audienceBitSchema>;

/** What re-entry rules and `customer.flows` need of past enrollments of one flow. */
export const flowHistorySchema = z.object({
  entered: z.int(),
  lastEnteredAt: msSchema,
  lastExitAt: msSchema.optional(),
  lastReason: z.string().optional(),
  /** Last entry by entry key, where the flow has one: the newest of them (MAX_ENTRY_KEYS). */
  keys: z.record(z.string(), msSchema).optional(),
});
export type FlowHistory = z.infer<typeof flowHistorySchema>;

/** Entry keys of one flow that a customer remembers for its re-entry rule. */
export const MAX_ENTRY_KEYS = 50;

/** The unit of consistency: everything that a step reads or writes about one customer (ARCHITECTURE §2). */
export const customerSchema = z.object({
  id: z.string(),
  partition: z.int(),
  /** Rises by one with every write; writes are conditional on it. */
  version: z.int(),
  /** Position in the log of the last input applied. */
  seq: z.int(),
  /** Ids of recent inputs, newest last. */
  recent: z.array(z.string()),
  /** Logical time: never goes back. */
  clock: msSchema,
  status: z.enum(["live", "held", "merged", "erased"]),
  mergedInto: z.string().optional(),
  /** Customers whose profile is already part of this one: a merge told twice changes nothing. */
  mergedFrom: z.array(z.string()).optional(),

  createdAt: msSchema,
  name: z.string().optional(),
  salutation: z.string().optional(),
  advisorId: z.string().optional(),
  relations: z.array(relationSchema),
  channel: z.string().optional(),
  friendSince: msSchema.optional(),
  stage: z.string().optional(),
  tier: z.enum(TIERS).optional(),
  /** Set while a lower tier waits 30 d to take effect. */
  tierDemoteAt: msSchema.optional(),
  priceSensitivity: z.enum(PRICE_SENSITIVITIES).optional(),
  /** Until when an advisor's own setting wins over the computed one. */
  priceSensitivitySetUntil: msSchema.optional(),
  tags: z.array(z.string()),
  /** Expiring tags → when they end. */
  tagUntil: z.record(z.string(), msSchema),
  attributes: z.record(z.string(), attributeValueSchema),
  identities: z.record(z.string(), z.string()),
  /** Shop member known: without it order facts are missing, not 0. */
  bound: z.boolean(),
  referrals: z.int(),
  orders: orderStatsSchema,
  activityAt: msSchema.optional(),
  /** Level that was last announced, so that falling a level raises one event. */
  activityLevel: z.enum(ACTIVITY_LEVEL_NAMES).optional(),
  replenish: z.record(z.string(), replenishItemSchema),
  contacts: z.array(contactEntrySchema),
  suppressions: z.array(suppressionSchema),

  enrollments: z.array(enrollmentSchema),
  /** Entries that wait for their turn (`entry` of triggers), oldest first. */
  queued: z.array(queuedEntrySchema).optional(),
  flows: z.record(z.string(), flowHistorySchema),
  audience: z.record(z.string(), audienceBitSchema),
  /** Sorted by at, enrollment, node. */
  timers: z.array(timerSchema),
  /** Events of the last days that a wait with lookback may still match: bounded. */
  lookback: z.array(
    z.object({ id: z.string(), type: z.string(), at: msSchema, props: z.record(z.string(), z.unknown()) }),
  ),
  /** Inputs per hour, to raise the alarm of FLOW-FORMAT §7. */
  rate: z.object({ hour: z.int(), count: z.int() }).optional(),
  /** Size of the stored document, as of its last write: over 1 MB no new entries (FLOW-FORMAT §7). */
  sizeBytes: z.int().optional(),
  /** Why the customer is on hold, when it is. */
  holdReason: z.string().optional(),
});
export type Customer = z.infer<typeof customerSchema>;

/** Number of partitions; a customer's is fixed by its id, for the day when several workers share the log. */
export const PARTITIONS = 64;
