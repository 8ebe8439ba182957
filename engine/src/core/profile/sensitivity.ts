import type { Customer, PriceSensitivity } from "@sopflow/schemas";
import { DAY_MS } from "../time/index.js";
import { type ProfileChanges, type ProfileContext, setField } from "./profile-result.js";

/** An advisor's word wins over the figures for so long (DOMAIN §2). */
const SET_DAYS = 180;

type SensitivityContext = Pick<ProfileContext, "settings">;

/** What the orders say (DOMAIN §2); undefined for people who have bought nothing. */
export function sensitivityOf(customer: Customer, { settings }: SensitivityContext): PriceSensitivity | undefined {
  const { count, discounted, spend } = customer.orders;
  if (count === 0) return undefined;
  const share = discounted / count;
  if (share >= settings.discountShareHigh) return "high";
  const top = settings.thresholds.topAverageSpend;
  return top !== undefined && share <= settings.discountShareLow && spend / count >= top ? "low" : "mid";
}

export function refreshSensitivity(
  customer: Customer,
  at: number,
  context: SensitivityContext,
  changes: ProfileChanges,
): void {
  const setUntil = customer.priceSensitivitySetUntil;
  if (setUntil !== undefined) {
    if (setUntil > at) return;
    delete customer.priceSensitivitySetUntil;
  }
  const sensitivity = sensitivityOf(customer, context);
  if (sensitivity !== customer.priceSensitivity) setField(customer, "priceSensitivity", sensitivity, changes, true);
}

/** An advisor's setting, made at `setAt` (epoch ms); of two the later one holds. */
export function setSensitivity(
  customer: Customer,
  value: PriceSensitivity,
  setAt: number,
  changes: ProfileChanges,
): void {
  const until = setAt + SET_DAYS * DAY_MS;
  if ((customer.priceSensitivitySetUntil ?? until) > until) return;
  customer.priceSensitivitySetUntil = until;
  setField(customer, "priceSensitivity", value, changes, false);
}
