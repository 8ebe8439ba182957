import { z } from "zod";

/** Ids become keys of plain objects, where a name such as "constructor" is taken already. */
const isOwnName = (id: string) => !(id in Object.prototype);

/** A flow's id: `[a-z0-9-]{1,64}`. */
export const flowIdSchema = z
  .string()
  .regex(/^[a-z0-9-]{1,64}$/, "use 1-64 lower-case letters, digits and hyphens")
  .refine(isOwnName, "use another id, this one is reserved");

/** Ids inside a flow (nodes, edges, cases, outcomes, slots). No slash or colon: they build rule names. */
export const partIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9_.-]{1,64}$/, "use 1-64 letters, digits, '_', '.', '-'")
  .refine(isOwnName, "use another id, this one is reserved");

/** Ids that come from outside (customers, advisors, orders, events). */
export const externalIdSchema = z.string().min(1).max(128);

/** ISO 8601 duration with W, D, H, M, S only: W and D are calendar days in the flow's zone, T is elapsed time. */
export const durationSchema = z
  .string()
  .regex(
    /^P(?!$)(\d{1,4}W)?(\d{1,4}D)?(T(?=\d)(\d{1,6}H)?(\d{1,6}M)?(\d{1,8}S)?)?$/,
    "use an ISO duration such as P14D or PT30M",
  );

/** Local clock time `HH:mm`. */
export const localTimeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "use a time such as 09:30");

/** Local calendar date `YYYY-MM-DD`. */
export const localDateSchema = z.iso.date("use a date such as 2026-06-18");

/** An instant with its offset, `2026-06-18T09:00:00+08:00`. */
export const instantSchema = z.iso.datetime({
  offset: true,
  error: "use an instant with offset, 2026-06-18T09:00:00+08:00",
});

/** 1 = Monday … 7 = Sunday. */
export const weekdaySchema = z.int().min(1).max(7);

/** Epoch milliseconds. */
export const msSchema = z.int();

/** CNY fen, whole. */
export const fenSchema = z.int();

export const tagSchema = z.string().trim().min(1).max(64);

/** Text an author writes; templates inside are checked by the compiler. */
export const templateTextSchema = z.string().max(4_000);
