import type { Customer, Suppression, TaskPurpose } from "@sopflow/schemas";

/** A suppression that forbids a contact now; `until` absent = until somebody lifts it. */
export interface SuppressionRefusal {
  readonly reason: string;
  readonly until?: number;
}

/**
 * Whether a suppression forbids a contact (DOMAIN §5): do_not_disturb forbids all but replies; unwell, complaint and
 * not_needed forbid marketing and campaigns; a purchase forbids the same sku's marketing.
 */
export function suppressionRefusal(
  customer: Customer,
  purpose: TaskPurpose,
  sku: string | undefined,
  at: number,
): SuppressionRefusal | undefined {
  if (purpose === "reply") return undefined;
  const hits = customer.suppressions.filter((s) => isActive(s, at) && forbids(s, purpose, sku));
  if (hits.length === 0) return undefined;
  const open = hits.find((s) => s.until === undefined);
  if (open) return { reason: `suppressed.${open.kind}` };
  const last = hits.reduce((a, b) => ((a.until ?? 0) >= (b.until ?? 0) ? a : b));
  return { reason: `suppressed.${last.kind}`, ...(last.until === undefined ? {} : { until: last.until }) };
}

const isActive = (s: Suppression, at: number) => s.since <= at && (s.until === undefined || s.until > at);

function forbids(s: Suppression, purpose: TaskPurpose, sku: string | undefined): boolean {
  if (s.kind === "do_not_disturb") return true;
  if (purpose === "service") return false;
  return s.kind !== "bought_sku" || (sku !== undefined && s.sku === sku);
}
