import type { FlowNode, TaskChannel, TaskPurpose, Where } from "@sopflow/schemas";
import { DAY_MS, MINUTE_MS, parseLocalTime } from "../../../time/index.js";

/** A contact that a node makes, as far as the contact policy counts it. */
export interface NodeContact {
  readonly purpose: TaskPurpose;
  readonly channel: TaskChannel;
  /** Ms from the node's own first day; 0 for a task. */
  readonly at: number;
  /** Pushes that count once a day. */
  readonly perDay: boolean;
  readonly where?: Where;
}

type Acting = Pick<FlowNode, "type" | "data" | "disabled">;

const NO_CONTACTS: readonly NodeContact[] = [];

/**
 * Contacts of a node in their order. Replies, posts to moments and work that reaches nobody are none, as in the engine's
 * ledger; pushes of a campaign that asks for marketing are campaign contacts.
 */
export function contactsOf({ data, disabled }: Acting): readonly NodeContact[] {
  if (disabled) return NO_CONTACTS;
  if ("wait" in data)
    return isCounted(data) ? [{ purpose: data.purpose, channel: data.channel, at: 0, perDay: false }] : NO_CONTACTS;
  if (!("slots" in data) || data.contacts === "exempt") return NO_CONTACTS;
  const perDay = data.contacts === "perDay";
  return data.slots
    .filter(isCounted)
    .map(({ purpose, channel, day, time, where }) => ({
      purpose: purpose === "marketing" ? ("campaign" as const) : purpose,
      channel,
      at: (day - 1) * DAY_MS + (parseLocalTime(time) ?? 0) * MINUTE_MS,
      perDay: perDay && (purpose === "marketing" || purpose === "campaign"),
      ...(where && { where }),
    }))
    .sort((a, b) => a.at - b.at);
}

interface Counted {
  readonly purpose: TaskPurpose;
  readonly channel: TaskChannel;
  readonly scope: "customer" | "advisor";
}

const isCounted = ({ purpose, channel, scope }: Counted): boolean =>
  purpose !== "reply" && channel !== "moments" && scope === "customer";

/** Ports by which people leave whom the task did not reach. */
export const MISSED_PORTS: ReadonlySet<string> = new Set(["skipped", "stale", "not_friend", "limit"]);

const UNANSWERED: ReadonlySet<string> = new Set(["call_unanswered", "call_refused", "number_invalid"]);

/** Whether a call that ends by this port reached nobody. */
export function isUnanswered({ data }: Acting, port: string): boolean {
  if (!("outcomes" in data)) return false;
  const result = data.outcomes.find(({ id }) => id === port)?.contact;
  return result !== undefined && UNANSWERED.has(result);
}
