import { type BrandSettings, type ContactLimit, type ContactPolicy, contactPolicySchema } from "@sopflow/schemas";
import { type FieldFault, faultOf } from "../field-fault.js";
import { readWhole } from "../read-number.js";
import type { WriteResult } from "../use-settings-form.js";
import { type LimitsDraft, readLimits, writeLimits } from "./limits-draft.js";

export const LIMIT_KINDS = ["marketing", "marketingCore", "groupSend", "phone", "phoneAttempts", "service"] as const;
export type LimitKind = (typeof LIMIT_KINDS)[number];

export interface LimitRow {
  readonly days: string;
  readonly max: string;
}
export interface LimitDraft {
  readonly rows: readonly LimitRow[];
  /** Hours; empty = none. */
  readonly gap: string;
}

export const CAMPAIGN_NUMBERS = ["perDay", "perCampaign", "campaigns30d"] as const;
export const SUPPRESS_NUMBERS = ["notNeededDays", "afterUnwellDays", "sameSkuDays"] as const;

/** The contact policy as a form holds it: numbers are what was typed. */
export interface PolicyDraft {
  readonly start: string;
  readonly end: string;
  readonly days: readonly number[];
  readonly limits: Readonly<Record<LimitKind, LimitDraft>>;
  readonly campaign: Readonly<Record<(typeof CAMPAIGN_NUMBERS)[number], string>>;
  readonly suppress: Readonly<Record<(typeof SUPPRESS_NUMBERS)[number], string>>;
  readonly rest: LimitsDraft;
}

export function readPolicy(settings: BrandSettings): PolicyDraft {
  const { contactPolicy: policy } = settings;
  const limit = ({ limits, gap }: ContactLimit): LimitDraft => ({
    rows: limits.map(({ days, max }) => ({ days: String(days), max: String(max) })),
    gap: gap === undefined ? "" : gapHours(gap),
  });
  return {
    start: policy.window.start,
    end: policy.window.end,
    days: policy.window.days,
    limits: {
      marketing: limit(policy.marketing),
      marketingCore: limit(policy.marketingCore),
      groupSend: limit(policy.groupSend),
      phone: limit(policy.phone),
      phoneAttempts: limit(policy.phoneAttempts),
      service: limit(policy.service),
    },
    campaign: {
      perDay: String(policy.campaign.perDay),
      perCampaign: String(policy.campaign.perCampaign),
      campaigns30d: String(policy.campaign.campaigns30d),
    },
    suppress: {
      notNeededDays: String(policy.suppress.notNeededDays),
      afterUnwellDays: String(policy.suppress.afterUnwellDays),
      sameSkuDays: String(policy.suppress.sameSkuDays),
    },
    rest: readLimits(settings),
  };
}

const HOURS_A_DAY = 24;
const HOURS_A_WEEK = 168;
const DURATION = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/;
const MINUTES_AN_HOUR = 60;

/** A duration in hours, `PT48H` = "48", `P2D` = "48", `PT30M` = "0.5". */
export function gapHours(duration: string): string {
  const [, weeks = "0", days = "0", hours = "0", minutes = "0"] = DURATION.exec(duration) ?? [];
  const total = Number(weeks) * HOURS_A_WEEK + Number(days) * HOURS_A_DAY + Number(hours);
  return String(total + Number(minutes) / MINUTES_AN_HOUR);
}

/** Hours as typed into a duration; undefined for what is none. */
export function hoursGap(text: string): string | undefined {
  const hours = Number(text);
  if (text.trim() === "" || !Number.isFinite(hours) || hours <= 0 || hours > 10_000) return undefined;
  return Number.isInteger(hours) ? `PT${hours}H` : `PT${Math.round(hours * MINUTES_AN_HOUR)}M`;
}

/** The settings with the draft's policy. Faults by the path of the field, as the schema names it. */
export function writePolicy(settings: BrandSettings, draft: PolicyDraft): WriteResult {
  const limits = writeLimits(settings, draft.rest);
  const before = limits.settings.contactPolicy;
  const unread: string[] = [];
  const whole = (path: string, text: string): number => {
    const value = readWhole(text);
    if (value === undefined) unread.push(path);
    return value ?? 0;
  };
  const limit = (kind: LimitKind): ContactLimit => {
    const { rows, gap } = draft.limits[kind];
    const limits = rows.map((row, at) => ({
      days: whole(`${kind}.limits.${at}.days`, row.days),
      max: whole(`${kind}.limits.${at}.max`, row.max),
    }));
    if (gap.trim() === "" || gap.trim() === "0") return { limits };
    // What was not touched stays as it was written, whatever unit that was.
    const kept = before[kind].gap;
    const read = kept !== undefined && gapHours(kept) === gap ? kept : hoursGap(gap);
    if (read === undefined) unread.push(`${kind}.gap`);
    return { limits, gap: read ?? "PT1H" };
  };
  const policy: ContactPolicy = {
    ...before,
    window: { start: draft.start, end: draft.end, days: [...draft.days].sort() },
    marketing: limit("marketing"),
    marketingCore: limit("marketingCore"),
    groupSend: limit("groupSend"),
    phone: limit("phone"),
    phoneAttempts: limit("phoneAttempts"),
    service: limit("service"),
    campaign: {
      perDay: whole("campaign.perDay", draft.campaign.perDay),
      perCampaign: whole("campaign.perCampaign", draft.campaign.perCampaign),
      campaigns30d: whole("campaign.campaigns30d", draft.campaign.campaigns30d),
    },
    suppress: {
      notNeededDays: whole("suppress.notNeededDays", draft.suppress.notNeededDays),
      afterUnwellDays: whole("suppress.afterUnwellDays", draft.suppress.afterUnwellDays),
      sameSkuDays: whole("suppress.sameSkuDays", draft.suppress.sameSkuDays),
    },
  };
  const checked = contactPolicySchema.safeParse(policy);
  const faults: Record<string, FieldFault> = { ...limits.faults };
  for (const issue of checked.error?.issues ?? []) {
    const path = issue.path.join(".");
    // What is written as lines is told at its field by the reader of the lines.
    if (!Object.keys(faults).some((known) => `contactPolicy.${path}`.startsWith(known))) faults[path] = faultOf(issue);
  }
  for (const path of unread) faults[path] = { text: path.endsWith(".gap") ? "field.hours" : "field.number" };
  if (Object.keys(faults).length > 0) return { ok: false, faults };
  return { ok: true, settings: { ...limits.settings, contactPolicy: policy } };
}
