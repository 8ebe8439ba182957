import { type BrandSettings, brandSettingsSchema } from "@sopflow/schemas";
import { type FieldFault, faultOf } from "../field-fault.js";
import { readWhole } from "../read-number.js";
import { readBlackouts, readDates, readPersonas, writeBlackouts, writeDates, writePersonas } from "./policy-lines.js";

export const BREAKER_NUMBERS = ["factor", "minimum", "days"] as const;

/** When nobody is contacted, how much advisors and steps may do, and where webhooks go, as a form holds it. */
export interface LimitsDraft {
  readonly personas: string;
  readonly holidays: string;
  readonly workdays: string;
  readonly blackouts: string;
  readonly onFull: BrandSettings["capacity"]["onFull"];
  readonly breaker: Readonly<Record<(typeof BREAKER_NUMBERS)[number], string>>;
  readonly hosts: string;
  readonly allowPrivate: boolean;
}

export const readLimits = ({ contactPolicy, capacity, breaker, webhooks }: BrandSettings): LimitsDraft => ({
  personas: writePersonas(contactPolicy.personaWindows),
  holidays: writeDates(contactPolicy.calendar.holidays),
  workdays: writeDates(contactPolicy.calendar.workdays),
  blackouts: writeBlackouts(contactPolicy.blackouts),
  onFull: capacity.onFull,
  breaker: { factor: String(breaker.factor), minimum: String(breaker.minimum), days: String(breaker.days) },
  hosts: webhooks.allowedHosts.join("\n"),
  allowPrivate: webhooks.allowPrivate,
});

/** Fields by the place in the settings that they stand for; a fault below it is shown at the field. */
const FIELDS = [
  "contactPolicy.personaWindows",
  "contactPolicy.calendar.holidays",
  "contactPolicy.calendar.workdays",
  "contactPolicy.blackouts",
  "webhooks.allowedHosts",
  "breaker.factor",
  "breaker.minimum",
  "breaker.days",
] as const;

/** The settings with the draft's limits, and the faults by field. */
export function writeLimits(
  settings: BrandSettings,
  draft: LimitsDraft,
): { readonly settings: BrandSettings; readonly faults: Readonly<Record<string, FieldFault>> } {
  const faults: Record<string, FieldFault> = {};
  const read = <T>(path: string, value: T | undefined, before: T): T => {
    if (value === undefined) faults[path] = { text: path === "breaker.factor" ? "field.number" : "limits.badLine" };
    return value ?? before;
  };
  const { contactPolicy } = settings;
  const factor = Number(draft.breaker.factor.trim() || "x");
  const next: BrandSettings = {
    ...settings,
    contactPolicy: {
      ...contactPolicy,
      personaWindows: read(FIELDS[0], readPersonas(draft.personas), contactPolicy.personaWindows),
      calendar: { holidays: readDates(draft.holidays), workdays: readDates(draft.workdays) },
      blackouts: read(FIELDS[3], readBlackouts(draft.blackouts), contactPolicy.blackouts),
    },
    capacity: { onFull: draft.onFull },
    breaker: {
      factor: read("breaker.factor", Number.isFinite(factor) ? factor : undefined, settings.breaker.factor),
      minimum: readWhole(draft.breaker.minimum) ?? Number.NaN,
      days: readWhole(draft.breaker.days) ?? Number.NaN,
    },
    webhooks: { allowedHosts: readDates(draft.hosts.toLowerCase()), allowPrivate: draft.allowPrivate },
  };
  for (const issue of brandSettingsSchema.safeParse(next).error?.issues ?? []) {
    const place = issue.path.join(".");
    const field = FIELDS.find((one) => place === one || place.startsWith(`${one}.`));
    if (field !== undefined) faults[field] ??= place === field ? faultOf(issue) : { text: "limits.badLine" };
  }
  return { settings: next, faults };
}
