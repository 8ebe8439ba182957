// Apart from their schemas, so that a page can name them without loading a validator.

/** How a task reaches the customer. */
export const TASK_CHANNELS = ["chat", "group_send", "moments", "phone"] as const;

/** Why the customer is contacted; the contact policy limits by it (DOMAIN §5). */
export const TASK_PURPOSES = ["reply", "service", "marketing", "campaign"] as const;

/** First layer of an outcome: what became of the contact (DOMAIN §7). */
export const CONTACT_RESULTS = [
  "delivered_no_reply",
  "replied",
  "call_answered",
  "call_unanswered",
  "call_refused",
  "number_invalid",
  "removed_by_customer",
  "send_failed",
] as const;

/** Second layer of an outcome: what the customer means to do (DOMAIN §7). */
export const INTENTS = [
  "ordered",
  "appointment",
  "too_expensive",
  "doubts_effect",
  "asks_family",
  "has_stock",
  "bought_elsewhere",
  "not_needed",
  "do_not_disturb",
  "unwell",
  "praise",
] as const;

/** Why an advisor skipped a task (DOMAIN §7). */
export const SKIP_REASONS = [
  "just_talked",
  "in_negotiation",
  "in_after_sale",
  "not_suitable",
  "data_wrong",
  "duplicate",
  "other",
] as const;
