import { MINUTE_MS, SECOND_MS } from "../../core/time/index.js";
import type { WecomGroupSend } from "./endpoints/group-send-endpoints.js";

/** What is known of a group send whose creation was not answered. */
export interface LostGroupSend {
  /** Epoch ms: when its creation was first tried, and last. */
  readonly from: number;
  readonly to: number;
  readonly chatType?: "single" | "group";
  /** The text as it was sent; "" where there was none. */
  readonly text: string;
  /** Kinds of what was attached, in order. */
  readonly attachmentTypes?: readonly string[];
  /** Group sends that are known to be others. */
  readonly known?: ReadonlySet<string>;
}

/** WeCom's clock and ours may differ. */
const CLOCK_SKEW_MS = 2 * MINUTE_MS;

/** The time to ask for, in seconds. */
export const searchSpan = ({ from, to }: LostGroupSend) => ({
  start_time: Math.floor((from - CLOCK_SKEW_MS) / SECOND_MS),
  end_time: Math.ceil((to + CLOCK_SKEW_MS) / SECOND_MS),
});

/**
 * Whether a listed group send may be the lost one. The list does not tell the sender's customers: two sends of the same
 * words at the same time look alike, and `get_groupmsg_task` tells whose it is.
 */
export function mayBeLost(send: WecomGroupSend, { text, attachmentTypes, known }: LostGroupSend): boolean {
  if (known?.has(send.msgid) || (send.text?.content ?? "") !== text) return false;
  const types = send.attachments.map(({ msgtype }) => msgtype);
  return attachmentTypes === undefined || JSON.stringify(types) === JSON.stringify(attachmentTypes);
}
