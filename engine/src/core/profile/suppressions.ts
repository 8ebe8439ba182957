import { type Customer, SUPPRESSION_KINDS, type Suppression } from "@sopflow/schemas";
import { DAY_MS } from "../time/index.js";
import { counts, netUnits } from "./net-order.js";
import type { ProfileChanges, ProfileContext, ProfileEvent } from "./profile-result.js";
import { readText, readTexts } from "./read-props.js";

type Kind = Suppression["kind"];

const MAX_SUPPRESSIONS = 100;

/** Not over yet at `at` (epoch ms). */
export const isSuppressedAt = (suppression: Suppression, at: number): boolean =>
  suppression.until === undefined || suppression.until > at;

/** Kinds that hold at `at` (epoch ms), each once, in the order of SUPPRESSION_KINDS. */
export function suppressedKinds(customer: Customer, at: number): Kind[] {
  return SUPPRESSION_KINDS.filter((kind) =>
    customer.suppressions.some((suppression) => suppression.kind === kind && isSuppressedAt(suppression, at)),
  );
}

/** Suppressions by what customers say and do (DOMAIN §5). `bought_sku` follows the orders, see below. */
export function applySuppressions(
  customer: Customer,
  event: ProfileEvent,
  context: Pick<ProfileContext, "settings">,
  changes: ProfileChanges,
): void {
  const { notNeededDays, afterUnwellDays } = context.settings.contactPolicy.suppress;
  switch (event.type) {
    case "task.completed": {
      const { intent } = event.props;
      if (intent === "not_needed") {
        put(customer, { kind: "not_needed", since: event.at, until: event.at + notNeededDays * DAY_MS }, changes);
      } else if (intent === "do_not_disturb" || intent === "unwell") {
        open(customer, intent, event.at, undefined, changes);
      }
      break;
    }
    case "complaint.opened":
      open(customer, "complaint", event.at, readText(event.props.complaintId, 128), changes);
      break;
    case "complaint.closed":
      close(customer, "complaint", event.at, readText(event.props.complaintId, 128), afterUnwellDays, changes);
      close(customer, "unwell", event.at, undefined, afterUnwellDays, changes);
      break;
    case "profile.changed":
      if (event.props.doNotDisturb === true) open(customer, "do_not_disturb", event.at, undefined, changes);
      if (event.props.doNotDisturb === false) lift(customer, "do_not_disturb", changes);
      for (const kind of readTexts(event.props.lift)) {
        if (kind === "unwell" || kind === "complaint") {
          close(customer, kind, event.at, undefined, afterUnwellDays, changes);
        } else if (kind === "do_not_disturb" || kind === "not_needed") lift(customer, kind, changes);
      }
      break;
  }
}

const same = (a: Suppression, b: Suppression) => a.kind === b.kind && a.sku === b.sku && a.ref === b.ref;

/** One entry per kind, sku and complaint; the longer end holds. */
function put(customer: Customer, next: Suppression, changes: ProfileChanges): void {
  const index = customer.suppressions.findIndex((known) => same(known, next));
  const known = customer.suppressions[index];
  if (known === undefined) customer.suppressions.push(next);
  else if ((known.until ?? Number.POSITIVE_INFINITY) < (next.until ?? Number.POSITIVE_INFINITY)) {
    customer.suppressions[index] = next;
  } else return;
  changes.changed.add("suppressed");
}

/** Until lifted or closed. One that was closed later than this began stays closed: the event is late. */
function open(customer: Customer, kind: Kind, at: number, ref: string | undefined, changes: ProfileChanges): void {
  if (kind === "do_not_disturb") changes.doNotDisturb = true;
  const closed = customer.suppressions.find((known) => known.kind === kind && known.ref === ref);
  if (closed?.until !== undefined && closed.since >= at) return;
  // Past the limit complaints share one entry: still held, only not told apart any more.
  const named = customer.suppressions.length < MAX_SUPPRESSIONS ? ref : undefined;
  put(customer, { kind, since: at, ...(named === undefined ? {} : { ref: named }) }, changes);
}

/**
 * Held until closed and so many days after. `since` becomes the time of closing. Without a reference all open ones of
 * the kind are closed; a complaint that is closed before it was heard of leaves its mark, so that a late opening is seen
 * to be late.
 */
function close(
  customer: Customer,
  kind: Kind,
  at: number,
  ref: string | undefined,
  days: number,
  changes: ProfileChanges,
): void {
  const isMeant = (known: Suppression) => known.kind === kind && (ref === undefined || known.ref === ref);
  const ended = { since: at, until: at + days * DAY_MS };
  let found = false;
  customer.suppressions = customer.suppressions.map((known) => {
    if (!isMeant(known)) return known;
    found = true;
    if (known.until !== undefined || known.since > at) return known;
    changes.changed.add("suppressed");
    return { ...known, ...ended };
  });
  if (!found && kind === "complaint") put(customer, { kind, ...ended, ...(ref === undefined ? {} : { ref }) }, changes);
}

function lift(customer: Customer, kind: Kind, changes: ProfileChanges): void {
  const left = customer.suppressions.filter((known) => known.kind !== kind);
  if (left.length === customer.suppressions.length) return;
  customer.suppressions = left;
  changes.changed.add("suppressed");
}

/** The same sku rests after its purchase; made anew from the orders, so that a refund ends it. `at`: logical epoch ms. */
export function refreshBoughtSkus(
  customer: Customer,
  at: number,
  context: Pick<ProfileContext, "settings">,
  changes: ProfileChanges,
): void {
  const restMs = context.settings.contactPolicy.suppress.sameSkuDays * DAY_MS;
  const latest = latestPurchases(customer.orders.recent, at - restMs);
  if (isRestingAsBefore(customer.suppressions, latest)) return;
  customer.suppressions = [
    ...customer.suppressions.filter(({ kind }) => kind !== "bought_sku"),
    ...[...latest].map(([sku, since]): Suppression => ({ kind: "bought_sku", since, until: since + restMs, sku })),
  ];
  changes.changed.add("suppressed");
}

/** When each sku was bought last, of the orders after `after` (epoch ms) that count. */
function latestPurchases(orders: Customer["orders"]["recent"], after: number): ReadonlyMap<string, number> {
  const latest = new Map<string, number>();
  for (let i = firstAfter(orders, after); i < orders.length; i++) {
    const order = orders[i];
    if (order === undefined || !counts(order)) continue;
    for (const sku in order.skus) {
      const line = order.skus[sku];
      if (line !== undefined && netUnits(line).units > 0) latest.set(sku, order.at);
    }
  }
  return latest;
}

/** Orders are in time order, and nearly all of them are old. */
function firstAfter(orders: Customer["orders"]["recent"], after: number): number {
  let first = orders.length;
  while (first > 0 && (orders[first - 1]?.at ?? after) > after) first -= 1;
  return first;
}

/** In the same order too, so that it does not hang on which of two orders of one instant came first. */
function isRestingAsBefore(suppressions: readonly Suppression[], latest: ReadonlyMap<string, number>): boolean {
  const skus = latest.keys();
  let resting = 0;
  for (const { kind, sku, since } of suppressions) {
    if (kind !== "bought_sku") continue;
    if (sku !== skus.next().value || sku === undefined || latest.get(sku) !== since) return false;
    resting += 1;
  }
  return resting === latest.size;
}

/** Drops what is over at `at` (epoch ms). */
export function pruneSuppressions(customer: Customer, at: number, changes: ProfileChanges): void {
  let over = false;
  for (const suppression of customer.suppressions) over ||= !isSuppressedAt(suppression, at);
  if (!over) return;
  customer.suppressions = customer.suppressions.filter((suppression) => isSuppressedAt(suppression, at));
  changes.changed.add("suppressed");
}
