import type { PreviewText } from "../i18n/preview-texts.js";

/** Reasons of the engine by how they begin, the longer ones first. */
const REASONS: readonly (readonly [start: string, text: PreviewText])[] = [
  ["reentry", "reason.reentry"],
  ["active", "reason.active"],
  ["entered_already", "reason.active"],
  ["do_not_disturb", "reason.suppressed"],
  ["limit", "reason.limit"],
  ["window", "reason.window"],
  ["budget", "reason.budget"],
  ["suppressed", "reason.suppress"],
  ["stale", "reason.stale"],
  ["slot_over", "reason.slot"],
  ["past_on_entry", "reason.past"],
  ["where", "reason.where"],
  ["valid_until", "reason.validUntil"],
  ["next_slot", "reason.nextSlot"],
  ["no_first_day", "reason.noDay"],
  ["purchased", "reason.purchased"],
  ["friend_removed", "reason.friend"],
];

/** A reason of the engine in words; an author's own stays as it was written. */
export function refusalText(reason: string): PreviewText | undefined {
  return REASONS.find(([start]) => reason.startsWith(start))?.[1];
}
