import { type Customer, SHADOW_DIFFERENCES, SHADOW_ENDS, shadowDifferenceSchema } from "@sopflow/schemas";
import { z } from "zod";
import type { CompiledFlow } from "../core/flow/index.js";
import { type RecordStore, typedRecords } from "../store/index.js";
import type { Mark } from "./read-marks.js";

/** The two that decide beside each other: a copy of what is live, and the draft. */
export type SideName = "live" | "draft";
export type Sides<T> = { readonly [side in SideName]: T };
export const SIDES = ["live", "draft"] as const;
export const otherSide = (side: SideName): SideName => (side === "live" ? "draft" : "live");

/** Work over everybody who is followed: a schedule's occurrence, or a change of a flow's state or version. */
const passSchema = z.object({
  kind: z.enum(["schedule", "published"]),
  /** Id of the input, the same as the worker's. */
  id: z.string(),
  flowId: z.string(),
  nodeId: z.string(),
  at: z.number(),
  /** Of `published`: a new version. */
  first: z.boolean(),
  /** Of a schedule that draws: everybody has been asked, and who drew up to these numbers is in. */
  drawn: z.object({ live: z.number().optional(), draft: z.number().optional() }).optional(),
  afterId: z.string(),
});
export type Pass = z.infer<typeof passSchema>;

const headerSchema = z.object({
  id: z.string(),
  flowId: z.string(),
  revision: z.int(),
  /** The draft as it is played. */
  compiled: z.custom<CompiledFlow>((value) => typeof value === "object" && value !== null),
  liveVersion: z.int(),
  status: z.enum(["running", "ended"]),
  ended: z.object({ why: z.enum(SHADOW_ENDS), at: z.number() }).optional(),
  by: z.string(),
  startedAt: z.number(),
  endsAt: z.number(),
  customers: z.int(),
  /** Customers whose draw is below are followed; 2^48 = all. */
  share: z.number(),
  /** Last customer copied; absent when all are. */
  copiedTo: z.string().optional(),
  /** Entries of the log up to here are applied. */
  cursor: z.int(),
  /** Schedules' occurrences up to here have been asked about, epoch ms. */
  scheduledTo: z.number(),
  seenTo: z.number(),
  passes: z.array(passSchema),
  /** Version and state of each flow that people have been told of. */
  told: z.record(z.string(), z.string()),
  /** Numbers of a shadow that is over; those of a running one are sums over its people. */
  totals: z.record(z.string(), z.number()).optional(),
  /** Shadows before it whose records are still to go; its own id when its people are. */
  leftovers: z.array(z.string()),
});
export type ShadowHeader = z.infer<typeof headerSchema>;

/** A shadow stands under the id of its flow: each has one at most. */
export const shadowHeaders = (records: RecordStore) => typedRecords(records, "flow.shadow", headerSchema);

/** What is known of one person who is followed. One record, so that state, position and sums change together. */
export interface ShadowPerson {
  /** Absent once a side could not be applied to. */
  sides?: { live: Customer; draft: Customer };
  /** Earliest timers; null = none. */
  wake: { live: number | null; draft: number | null };
  /** What one side did and the other still may. */
  open: { live: Mark[]; draft: Mark[] };
  /** How enrollments ended on one side that go on, or have not been seen to end, on the other. */
  ended: { live: Record<string, string>; draft: Record<string, string> };
  /** `<kind>/<node>` → how often; `people`, `failed`, `checked`, `astray`. */
  counts: Record<string, number>;
}

export const personKind = (shadowId: string): string => `flow.shadow.person:${shadowId}`;
const differenceKind = (shadowId: string): string => `flow.shadow.difference:${shadowId}`;

export const keptDifferenceSchema = shadowDifferenceSchema
  .omit({ customerName: true })
  .extend({ kind: z.enum(SHADOW_DIFFERENCES) });
export type KeptDifference = z.infer<typeof keptDifferenceSchema>;

/** Newest first by id. */
export const shadowDifferences = (records: RecordStore, shadowId: string) =>
  typedRecords(records, differenceKind(shadowId), keptDifferenceSchema);
