import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "../../core/time/index.js";

/** At most `most` in any `windowMs`; a `calendarDay` is one in China instead, from midnight to midnight. */
export interface WindowLimit {
  readonly most: number;
  readonly windowMs: number;
  readonly calendarDay?: boolean;
}

/** Everything the client keeps to, so that a simulator can be met with smaller numbers. Defaults: WeCom's own [D90312]. */
export interface WecomLimits {
  /** Calls of one API by one corp. */
  readonly perApi: readonly WindowLimit[];
  /** Calls of one API from this machine's address, over all corps. */
  readonly perAddress: readonly WindowLimit[];
  /** APIs with limits of their own, per corp, beside `perApi`. */
  readonly apis: Readonly<Record<string, readonly WindowLimit[]>>;
  /** App messages to one member: WeCom drops what is above without a word. */
  readonly perMember: readonly WindowLimit[];
  /** App messages a day: so many person-times for each account the corp may have. */
  readonly dailyPerAccount: number;
  /** Reminders of one group send. */
  readonly reminders: readonly WindowLimit[];
  /** Calls of one API by one corp at the same time; writes to customers bear fewer. */
  readonly concurrency: { readonly contactWrites: number; readonly others: number };
  /** How long a call may wait for a window by itself; beyond it fails with `retryAt`. */
  readonly maxWaitMs: number;
  /** How long WeCom may take to answer. */
  readonly timeoutMs: number;
  readonly uploadTimeoutMs: number;
  /** Attempts of one call in all; WeCom wants "no more than 3" repetitions when busy. */
  readonly attempts: number;
  /** Waits between attempts: doubling from the first to the longest, each times a chance between ½ and 1. */
  readonly backOff: { readonly firstMs: number; readonly longestMs: number };
}

export const DEFAULT_WECOM_LIMITS: WecomLimits = {
  perApi: [
    { most: 10_000, windowMs: MINUTE_MS },
    { most: 150_000, windowMs: HOUR_MS },
  ],
  perAddress: [
    { most: 20_000, windowMs: MINUTE_MS },
    { most: 600_000, windowMs: HOUR_MS },
  ],
  apis: {
    get_jsapi_ticket: [{ most: 400, windowMs: HOUR_MS }],
    "ticket/get": [{ most: 100, windowMs: HOUR_MS }],
    "externalcontact/add_moment_task": [
      { most: 10, windowMs: MINUTE_MS },
      { most: 100_000, windowMs: 30 * DAY_MS },
    ],
  },
  perMember: [
    { most: 30, windowMs: MINUTE_MS },
    { most: 1_000, windowMs: HOUR_MS },
  ],
  dailyPerAccount: 200,
  reminders: [{ most: 3, windowMs: DAY_MS }],
  concurrency: { contactWrites: 5, others: 20 },
  maxWaitMs: 65 * SECOND_MS,
  timeoutMs: 10 * SECOND_MS,
  uploadTimeoutMs: 60 * SECOND_MS,
  attempts: 4,
  backOff: { firstMs: 500, longestMs: 8 * SECOND_MS },
};
