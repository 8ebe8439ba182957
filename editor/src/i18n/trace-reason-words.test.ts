import { expect, it } from "vitest";
import { LOCALES } from "./locale.js";
import { traceReasonWords } from "./trace-reason-words.js";

/** Reasons that can stand in one list of what was held back. */
const HELD = [
  ...["capacity", "budget", "valid_until", "slot_over", "next_slot", "where", "moved", "paused", "blackout", "breaker"],
  ...[
    "blackout.never",
    "window",
    "window.never",
    "backlog",
    "do_not_disturb",
    "max_stay",
    "friend_removed",
    "archived",
  ],
  ...["marketing", "service", "phone", "phone_attempts", "group_send"].map((name) => `budget.${name}`),
  ...["campaign_day", "campaign_total", "campaigns"].map((name) => `budget.${name}`),
  ...["not_needed", "do_not_disturb", "unwell", "complaint", "bought_sku"].map((name) => `suppressed.${name}`),
];

it("tells every reason for which a task is held back apart, in both languages", () => {
  for (const locale of LOCALES) {
    const words = HELD.map((reason) => traceReasonWords(reason, locale));
    expect(new Set(words).size).toBe(HELD.length);
    for (const [i, reason] of HELD.entries()) expect(words[i]).not.toBe(reason);
  }
});
