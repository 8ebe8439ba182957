import { z } from "zod";
import { type RecordStore, type TypedRecords, typedRecords } from "../../store/index.js";

/** A channel QR code (渠道活码) that was made through the product: who scans it comes with its state. */
export const contactWaySchema = z.object({
  /** WeCom's id; without it the code cannot be changed any more. */
  configId: z.string(),
  state: z.string(),
  /** Value of `channel` in events and on the customer. */
  channel: z.string(),
  remark: z.string().default(""),
  userIds: z.array(z.string()),
  qrCode: z.string().optional(),
});
export type ContactWay = z.infer<typeof contactWaySchema>;

/** By state. */
export const contactWayRecords = (records: RecordStore): TypedRecords<ContactWay> =>
  typedRecords(records, "wecom.contact_way", contactWaySchema);

/** The channel of a state: the code's, or the state itself where the code was made elsewhere. */
export async function channelOfState(records: RecordStore, state: string): Promise<string> {
  return (await contactWayRecords(records).get(state))?.doc.channel ?? state.slice(0, 64);
}
