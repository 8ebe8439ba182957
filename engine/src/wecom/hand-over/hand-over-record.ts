import { z } from "zod";
import { type RecordStore, type TypedRecords, typedRecords } from "../../store/index.js";

/**
 * How far handing one customer over is. `planned`: WeCom is to be asked. `asking`: the call is under way, or its answer
 * was lost. `waiting`: WeCom has told the customer, who may refuse for 24 hours. The rest is the end.
 */
export const HAND_OVER_STATES = ["planned", "asking", "waiting", "done", "refused", "full", "failed"] as const;

export const handOverSchema = z.object({
  customerId: z.string(),
  customerName: z.string().optional(),
  externalUserId: z.string(),
  /** Ids of ours. */
  from: z.string(),
  to: z.string(),
  /** `from` has left the corp: WeCom has endpoints of their own for that. */
  isLeaver: z.boolean(),
  /** Said to the customer when it is done. */
  message: z.string().optional(),
  state: z.enum(HAND_OVER_STATES),
  /** Who asked for it, and when, epoch ms. */
  by: z.string(),
  at: z.int(),
  askedAt: z.int().optional(),
  endedAt: z.int().optional(),
  /** WeCom's errcode, and what it means. */
  code: z.int().optional(),
  problem: z.object({ zh: z.string(), en: z.string() }).optional(),
  failures: z.int().default(0),
});
export type HandOver = z.infer<typeof handOverSchema>;

/** By customer: one is handed over to one advisor at a time. */
export const handOverRecords = (records: RecordStore): TypedRecords<HandOver> =>
  typedRecords(records, "wecom.hand_over", handOverSchema);

/** No end yet: the customer cannot be handed to somebody else meanwhile. */
export const isUnderWay = ({ state }: Pick<HandOver, "state">): boolean =>
  state === "planned" || state === "asking" || state === "waiting";
