import { z } from "zod";
import { flowIdSchema, msSchema } from "../primitives.js";
import { pageLimitSchema, pageOf } from "./paging.js";
import { keptDaysShape, traceLineShape } from "./trace-line.js";

/**
 * Kinds of what happened to a customer. Each line has one: `messages` are talks in either direction, `profile` changes of
 * tags and fields, `tasks` what became of tasks, `decisions` what else flows did, `events` what else came in.
 */
export const TIMELINE_KINDS = ["events", "profile", "decisions", "tasks", "messages"] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

export const timelineQuerySchema = z.strictObject({
  limit: pageLimitSchema,
  /** `next` of the previous page. */
  before: z.coerce.number().int().min(1).optional(),
  /** Lines of this kind, with the event that set each off. */
  kind: z.enum(TIMELINE_KINDS).optional(),
  /** What this flow did, with the event that set each off. */
  flowId: flowIdSchema.optional(),
  /** Happened at or after it, epoch ms. */
  from: z.coerce.number().int().min(0).optional(),
  /** Happened before it, epoch ms. */
  until: z.coerce.number().int().min(0).optional(),
});

/** One line of what happened: an event that came in, or what a flow did about it. Newest first. */
export const timelineItemSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("event"),
    seq: z.int(),
    at: msSchema,
    received: msSchema,
    type: z.string(),
    source: z.string(),
    props: z.record(z.string(), z.unknown()),
    history: z.boolean().optional(),
  }),
  z.object({ kind: z.literal("trace"), ...traceLineShape }),
]);
export type TimelineItem = z.infer<typeof timelineItemSchema>;

/** A page with `next` may hold less than asked for, even nothing, where a filter lets little pass. */
export const timelinePageSchema = pageOf(timelineItemSchema).extend(keptDaysShape);

const TASK_LINES: ReadonlySet<string> = new Set("issued deferred dropped stale downgraded withdrawn result".split(" "));
const PROFILE_EVENTS: ReadonlySet<string> = new Set(
  "tag.added tag.removed profile.changed customer.merged customer.imported".split(" "),
);
const TALKS = /^(message|welcome|call)\./;

/** Which kind a line is of. What a flow raised is of the kind of its event. */
export function timelineKindOf(item: TimelineItem): TimelineKind {
  if (item.kind === "event") return kindOfEvent(item.type);
  if (item.what === "raised") return kindOfEvent(String(item.detail?.type));
  return TASK_LINES.has(item.what) ? "tasks" : "decisions";
}

function kindOfEvent(type: string): TimelineKind {
  if (type.startsWith("task.")) return "tasks";
  if (PROFILE_EVENTS.has(type)) return "profile";
  return TALKS.test(type) ? "messages" : "events";
}
