import { z } from "zod";
import { placeChoiceSchema, RESUME_MODES } from "../flow/inside.js";
import { externalIdSchema, flowIdSchema, msSchema, partIdSchema } from "../primitives.js";

/** A choice for the people on one node of one version. */
export const insideChoiceSchema = z.strictObject({
  version: z.int().min(1),
  nodeId: partIdSchema,
  choice: placeChoiceSchema,
});
export type InsideChoice = z.infer<typeof insideChoiceSchema>;

/** More choices than places of a large flow in many versions. */
const MAX_CHOICES = 5_000;
export const insideChoicesSchema = z.array(insideChoiceSchema).max(MAX_CHOICES);

/** How a paused flow goes on; `hours` of `spread`, default 24. Default `run`. */
export const resumeBodySchema = z.strictObject({
  mode: z.enum(RESUME_MODES).default("run"),
  hours: z.int().min(1).max(720).optional(),
});
export type ResumeChoice = z.infer<typeof resumeBodySchema>;

/** What becomes of the people inside an archived flow: they finish their way, or leave at once. Default `finish`. */
export const archiveBodySchema = z.strictObject({ people: z.enum(["finish", "exit"]).default("finish") });

/** What publishing with these choices would mean; where none is given the defaults count. */
export const impactBodySchema = z.strictObject({ choices: insideChoicesSchema.optional() });

export const insideProgressSchema = z.object({
  work: z.enum(["move", "exit", "wake"]),
  /** To which version, of `move`. */
  version: z.int(),
  /** People that stood in its way, and that were told so far. */
  total: z.int(),
  told: z.int(),
  startedAt: msSchema.optional(),
  /** Absent while it works. */
  finishedAt: msSchema.optional(),
  /** Those it could not reach: on hold, they are told when they are released. */
  left: z.int().optional(),
});
export type InsideProgress = z.infer<typeof insideProgressSchema>;
/** The latest work of each kind over the people inside. */
export const insideProgressListSchema = z.object({ items: z.array(insideProgressSchema) });

const nodeNameShape = {
  nodeId: z.string(),
  nodeType: z.string(),
  /** The author's own name of it; absent = the type says what it is. */
  nodeTitle: z.string().optional(),
};

/** People on one node of one published version, and what publishing the draft would mean for them. */
export const impactPlaceSchema = z.object({
  ...nodeNameShape,
  version: z.int(),
  /** What the draft makes of the node. */
  change: z.enum(["same", "changed", "removed"]),
  people: z.int(),
  /** People on nodes of that version from which a path leads here. */
  upstream: z.int(),
  choice: placeChoiceSchema,
  defaultChoice: placeChoiceSchema,
});
export type ImpactPlace = z.infer<typeof impactPlaceSchema>;

/** Tasks of the next days of those who stand inside now, played through with the engine's own step. */
export const impactForecastSchema = z.object({
  days: z.int(),
  people: z.int(),
  /** Of those so many were played through; fewer than all = the numbers are estimates. */
  sampled: z.int(),
  /** Tasks of this flow that would be issued, and that would be if nothing were published. */
  issued: z.int(),
  issuedWithout: z.int(),
  /** Open tasks that would be taken back, with and without. */
  withdrawn: z.int(),
  withdrawnWithout: z.int(),
  /** In 19 of 20 cases `issued` is off by no more than this. 0 = everybody was counted. */
  margin: z.int(),
  byNode: z.array(z.object({ nodeId: z.string(), issued: z.int(), issuedWithout: z.int() })),
});
export type ImpactForecast = z.infer<typeof impactForecastSchema>;

/** What publishing the draft would mean for the people inside. */
export const impactSchema = z.object({
  flowId: z.string(),
  /** Of the draft that was looked at. */
  revision: z.int(),
  /** Newest version, absent before the first publish, and the number the draft would get. */
  publishedVersion: z.int().optional(),
  nextVersion: z.int(),
  /** The draft is live as it is: publishing makes no version and moves nobody. */
  isLive: z.boolean(),
  changes: z.object({
    added: z.array(z.string()),
    changed: z.array(z.string()),
    removed: z.array(z.string()),
    settings: z.boolean(),
  }),
  people: z.int(),
  places: z.array(impactPlaceSchema),
  /** Nodes of the draft that people can be moved to. */
  targets: z.array(z.object({ ...nodeNameShape, /** People can rest there. */ rests: z.boolean() })),
  forecast: impactForecastSchema.optional(),
  /** A move that is still under way: nothing can be published before it is over. */
  moving: insideProgressSchema.optional(),
});
export type Impact = z.infer<typeof impactSchema>;

export const enrollmentParamsSchema = z.object({ id: externalIdSchema, enrollmentId: z.string().min(1).max(64) });
const noteSchema = z.string().trim().min(1).max(500);
/** Takes one person out of a flow. */
export const exitEnrollmentBodySchema = z.strictObject({ note: noteSchema });
/** Puts one person on another node; `version` default the newest. */
export const moveEnrollmentBodySchema = z.strictObject({
  nodeId: partIdSchema,
  version: z.int().min(1).optional(),
  note: noteSchema,
});
export const enrollmentOrderAnswerSchema = z.object({
  enrollmentId: z.string(),
  flowId: flowIdSchema,
  status: z.enum(["accepted", "duplicate"]),
});
