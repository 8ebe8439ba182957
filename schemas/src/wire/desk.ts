import { z } from "zod";
import { externalIdSchema, msSchema } from "../primitives.js";
import { listOf } from "./paging.js";

/**
 * An id that whoever makes something gives it, so that it can be spoken of before the server has it: a promise that was
 * made without a connection can be moved without one, too.
 */
const ownIdSchema = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, "use 8 to 64 letters, digits, - or _");

/**
 * When it was done, epoch ms, where that was without a connection; absent = now. Counts for up to 7 days, and never
 * ahead of the server's clock.
 */
const madeAtSchema = msSchema.optional();

/** What an advisor wrote down about a customer. */
export const noteSchema = z.object({
  id: z.string(),
  customerId: z.string(),
  text: z.string(),
  by: z.string(),
  at: msSchema,
});
export const notePageSchema = listOf(noteSchema);
export const noteBodySchema = z.strictObject({
  id: ownIdSchema.optional(),
  text: z.string().trim().min(1).max(2_000),
  madeAt: madeAtSchema,
});
export const noteParamsSchema = z.object({ id: externalIdSchema, noteId: externalIdSchema });
export type Note = z.infer<typeof noteSchema>;

/** A promise to call or write on some day. */
export const reminderSchema = z.object({
  id: z.string(),
  customerId: z.string(),
  customerName: z.string().optional(),
  advisorId: z.string(),
  /** Epoch ms. */
  at: msSchema,
  text: z.string(),
  state: z.enum(["open", "done", "cancelled"]),
});
/** As it is stored. */
export const storedReminderSchema = reminderSchema.extend({
  /** The newest requests that changed it: the same one again changes nothing. */
  applied: z.array(z.string()).default([]),
});
export const reminderListSchema = listOf(reminderSchema);
const reminderTextSchema = z.string().trim().min(1).max(200);
export const reminderBodySchema = z.strictObject({
  id: ownIdSchema.optional(),
  at: msSchema,
  text: reminderTextSchema,
  madeAt: madeAtSchema,
});
/** To another time, and with other words where some are given. */
export const moveReminderBodySchema = z.strictObject({
  at: msSchema,
  text: reminderTextSchema.optional(),
  madeAt: madeAtSchema,
});
export const reminderParamsSchema = z.object({ id: externalIdSchema });
export const reminderQuerySchema = z.strictObject({ advisorId: externalIdSchema.optional() });
export type Reminder = z.infer<typeof reminderSchema>;
export type StoredReminder = z.infer<typeof storedReminderSchema>;

export const LIBRARY_KINDS = ["text", "image", "link", "miniprogram", "file"] as const;

const libraryFields = {
  kind: z.enum(LIBRARY_KINDS),
  title: z.string().trim().min(1).max(80),
  /** The words of a text; what is said along with the others. */
  text: z.string().max(4_000).default(""),
  /** Address of an image, a link or a file; page of a mini-programme. */
  url: z.string().max(2_000).optional(),
  /** Of a mini-programme. */
  appId: z.string().max(64).optional(),
  /** Address of the picture that the card of a mini-programme or a link shows. */
  cover: z.string().max(2_000).optional(),
  folder: z.string().trim().max(40).default(""),
  /** Everybody, one pool of advisors, or only whoever made it. */
  visibility: z
    .string()
    .regex(/^(all|own|pool:[\p{L}\p{N}_-]{1,64})$/u, "use all, own or pool:<name>")
    .default("all"),
  /** The item that this is somebody's own wording of. */
  variantOf: externalIdSchema.optional(),
};

const completeItem = (item: { kind: string; text: string; url?: string | undefined; appId?: string | undefined }) =>
  item.kind === "text"
    ? item.text.trim() !== ""
    : item.url !== undefined && (item.kind !== "miniprogram" || item.appId);

/** A script or a material that advisors pick from. `id` counts for new ones only. */
export const libraryBodySchema = z
  .strictObject({ id: ownIdSchema.optional(), ...libraryFields })
  .refine(completeItem, { message: "a text needs words, everything else an address, a mini-programme its app id" });
export const libraryItemSchema = z.object({
  id: z.string(),
  ...libraryFields,
  by: z.string(),
  updatedAt: msSchema,
  /** Of whoever asks. */
  favourite: z.boolean(),
  /** Whoever asks may change it. */
  editable: z.boolean(),
});
export const libraryQuerySchema = z.strictObject({
  search: z.string().trim().max(80).optional(),
  kind: z.enum(LIBRARY_KINDS).optional(),
  folder: z.string().max(40).optional(),
  favourites: z.stringbool().optional(),
});
export const libraryListSchema = z.object({ items: z.array(libraryItemSchema), folders: z.array(z.string()) });
export const libraryParamsSchema = z.object({ id: externalIdSchema });
export const favouriteBodySchema = z.strictObject({ favourite: z.boolean() });
export type LibraryItem = z.infer<typeof libraryItemSchema>;
export type LibraryBody = z.infer<typeof libraryBodySchema>;

export const uploadQuerySchema = z.strictObject({ name: z.string().min(1).max(120) });
export const uploadAnswerSchema = z.object({ url: z.string(), bytes: z.int() });
/** Of an address that opens one file without signing in. */
export const sharedFileQuerySchema = z.strictObject({
  /** Last instant, epoch ms. */
  until: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  sign: z.string().max(64),
});
export const fileParamsSchema = z.object({ file: z.string().regex(/^[0-9a-f]{32}\.[a-z0-9]{1,5}$/) });

/** How one advisor's day stands. Counts are of tasks; shares are 0–1 and absent where there is nothing to divide by. */
export const teamMemberSchema = z.object({
  advisorId: z.string(),
  name: z.string(),
  active: z.boolean(),
  open: z.int(),
  overdue: z.int(),
  /** Open tasks whose deadline is today and not past. */
  dueToday: z.int(),
  doneToday: z.int(),
  /**
   * Of what fell due in the last 7 days and was not withdrawn: done by its deadline. A task counts for who had it when
   * it fell due.
   */
  onTimeRate: z.number().optional(),
  /** What the rate divides by. */
  fellDue: z.int(),
  /** Skipped today, by reason, most frequent first. */
  skips: z.array(z.object({ reason: z.string(), count: z.int() })),
  /** Customers' praise in the last 7 days, told by outcomes. */
  praises: z.int(),
  /** Open tasks in group sends that WeCom has made and that wait for this advisor's confirmation. */
  unconfirmedSends: z.int(),
  /** Proactive chats and calls issued today and not withdrawn, done or not: what the capacity of a day is for. */
  contactsToday: z.int(),
  /** Proactive chats and calls a day. */
  capacityPerDay: z.int(),
});
export const teamSchema = z.object({
  /** Figures are of then, epoch ms. */
  asOf: msSchema,
  /** By on-time rate, then by praise; who has nothing due comes last. */
  items: z.array(teamMemberSchema),
});
export type TeamMember = z.infer<typeof teamMemberSchema>;

export const assignBodySchema = z.strictObject({ advisorId: externalIdSchema });
export const nudgeBodySchema = z.strictObject({ text: z.string().trim().min(1).max(200).optional() });
export const nudgeParamsSchema = z.object({ id: externalIdSchema });
export const nudgeAnswerSchema = z.object({ status: z.enum(["queued", "too_soon"]) });
