import type { Material } from "@sopflow/schemas";
import type { AdvisorCard } from "./advisor-card.js";
import type { MomentCalls } from "./moments.js";

/**
 * What became of a call that failed: `refused` = not done, and never will be; `later` = not done, worth trying again;
 * `unknown` = no answer came, it may have been done.
 */
export type CallFailure = "refused" | "later" | "unknown";

/** A call to WeCom that failed. */
export class CallError extends Error {
  override readonly name = "CallError";
  constructor(
    readonly failure: CallFailure,
    message: string,
    readonly details: {
      /** WeCom's errcode, where it gave one. */
      readonly code?: number;
      /** Not before then, epoch ms: a limit's window ends. */
      readonly notBefore?: number;
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, { cause: details.cause });
  }
}

/** WeCom's word on one customer of a group send. */
export interface GroupSendResult {
  readonly externalUserId: string;
  readonly status: "unsent" | "sent" | "not_friend" | "limit";
  /** Epoch ms, where it was sent. */
  readonly sentAt?: number;
}

/** What delivery asks of WeCom. Every method may reject with `CallError`. Ids of advisors are WeCom user ids. */
export interface WecomCalls extends MomentCalls {
  /** The same card with the same `cardId` within 4 hours is shown once. */
  sendCard(userId: string, cardId: string, card: AdvisorCard): Promise<{ readonly responseCode?: string }>;
  /** Greys a card's button with a last word; a response code works once and for 72 hours. */
  closeCard(userId: string, responseCode: string, word: string): Promise<void>;
  createGroupSend(send: {
    readonly sender: string;
    readonly externalUserIds: readonly string[];
    readonly text: string;
    readonly materials: readonly Material[];
  }): Promise<{ readonly msgid: string; readonly failed: readonly string[] }>;
  /** Finds a group send whose creation was not answered: same sender and text, created at `since` (epoch ms) or later. */
  findGroupSend(sender: string, text: string, since: number): Promise<string | undefined>;
  /** When the sender confirmed it, epoch ms; undefined when not yet. */
  groupSendConfirmedAt(msgid: string, sender: string): Promise<number | undefined>;
  groupSendResults(msgid: string, sender: string): Promise<readonly GroupSendResult[]>;
  remindGroupSend(msgid: string): Promise<void>;
  cancelGroupSend(msgid: string): Promise<void>;
}
