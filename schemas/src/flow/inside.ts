import { z } from "zod";
import { msSchema, partIdSchema } from "../primitives.js";

/**
 * What becomes of the people on one node of an earlier version when the next one is published. `stay`: they stay pinned
 * to their version. `move`: they go on in the new version, at the node `to`.
 */
export const placeChoiceSchema = z.discriminatedUnion("do", [
  z.strictObject({ do: z.literal("stay") }),
  z.strictObject({ do: z.literal("move"), to: partIdSchema }),
  z.strictObject({ do: z.literal("exit") }),
]);
export type PlaceChoice = z.infer<typeof placeChoiceSchema>;

/** Choices that change anything, by version and node: who stands elsewhere stays. */
export const insidePlanSchema = z.record(z.string(), z.record(z.string(), placeChoiceSchema));
export type InsidePlan = z.infer<typeof insidePlanSchema>;

/**
 * What a pause made late, when the flow goes on. `run`: at once. `skip`: tasks that were due in it are left out. `spread`:
 * evenly over so many hours. `shift`: every wait lasts as much longer as the pause was; fixed dates stay.
 */
export const RESUME_MODES = ["run", "skip", "spread", "shift"] as const;
export type ResumeMode = (typeof RESUME_MODES)[number];

/** The end of one pause. */
export const resumptionSchema = z.object({
  at: msSchema,
  pausedAt: msSchema,
  mode: z.enum(RESUME_MODES),
  /** Of `spread`. */
  hours: z.int().min(1).max(720).optional(),
});
export type Resumption = z.infer<typeof resumptionSchema>;

/** How a flow came to the state it is in, as far as the people inside have to know. */
export const flowTurnSchema = z.object({
  /** Since when it is paused. */
  pausedAt: msSchema.optional(),
  /** Ends of its latest pauses, oldest first. */
  resumptions: z.array(resumptionSchema).optional(),
  /** Archived, and everybody inside leaves. */
  exitAt: msSchema.optional(),
});
export type FlowTurn = z.infer<typeof flowTurnSchema>;
