import { z } from "zod";
import { msSchema } from "../primitives.js";

/** A share with its 95 % interval (Wilson), each 0..1. */
const shareSchema = z.object({ value: z.number(), low: z.number(), high: z.number() });
/** A difference of shares with its 95 % interval (Newcombe), each -1..1. */
const differenceSchema = z.object({ value: z.number(), low: z.number(), high: z.number() });

const armResultSchema = z.object({
  goal: z.string(),
  /** Entries of this arm that reached the goal within its window. */
  reached: z.int(),
  /** Absent without a matured entry. */
  rate: shareSchema.optional(),
  /** Against the arm of comparison; absent for that arm itself, and without matured entries on both sides. */
  lift: differenceSchema.optional(),
});

const armSchema = z.object({
  id: z.string(),
  label: z.string(),
  /** Its people get nothing: they are only watched for the goals. */
  holdout: z.boolean(),
  /** Entries whose goal windows are over: only these are compared. One person may have entered more than once. */
  matured: z.int(),
  /** Entries whose windows are still open. */
  running: z.int(),
  goals: z.array(armResultSchema),
});

const experimentSchema = z.object({
  version: z.int(),
  nodeId: z.string(),
  nodeLabel: z.string(),
  kind: z.enum(["split", "scripts"]),
  /** Arm that the others are compared with: the holdout, else the first. */
  baseline: z.string(),
  arms: z.array(armSchema),
});

/** How the arms of a flow's experiments do, by version and node. */
export const experimentsSchema = z.object({
  /** Whole days up to here are counted. */
  asOf: msSchema,
  goals: z.array(z.object({ id: z.string(), within: z.string() })),
  items: z.array(experimentSchema),
});
export type Experiments = z.infer<typeof experimentsSchema>;
export type Experiment = Experiments["items"][number];
