import { z } from "zod";
import { type RecordStore, type TypedRecords, typedRecords } from "../../store/index.js";

/** How one self-built app of a corp is reached, and how it reaches us. Secrets never leave the server. */
export const wecomAppSchema = z.object({
  /** How people call it, where there are several. */
  name: z.string().optional(),
  corpId: z.string(),
  agentId: z.int(),
  secret: z.string(),
  /** Of "receive messages": what WeCom signs and encrypts callbacks with. */
  callbackToken: z.string(),
  callbackAesKey: z.string(),
  /** Where WeCom answers; only a simulator's differs. */
  baseUrl: z.string().optional(),
  /** Where OAuth sends people; only a simulator's differs. */
  authorizeUrl: z.string().optional(),
  /** Our own address as WeCom and advisors reach it, without a slash at the end. */
  origin: z.string(),
  enabled: z.boolean(),
  savedAt: z.int(),
});
export type WecomAppRecord = z.infer<typeof wecomAppSchema>;

export const wecomAppRecords = (records: RecordStore): TypedRecords<WecomAppRecord> =>
  typedRecords(records, "wecom.app", wecomAppSchema);
