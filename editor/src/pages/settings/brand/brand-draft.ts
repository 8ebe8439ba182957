import { type BrandSettings, brandSettingsSchema } from "@sopflow/schemas";
import { type FieldFault, faultOf } from "../field-fault.js";
import { readWhole, readYuan, yuanText } from "../read-number.js";
import type { WriteResult } from "../use-settings-form.js";

export interface BrandDraft {
  readonly brand: string;
  readonly timezone: string;
  readonly latenessHours: string;
  readonly orderLatenessHours: string;
  readonly retentionDays: string;
  readonly traceDays: string;
  readonly traceValues: (typeof TRACE_VALUES)[number];
  readonly highSpend180: string;
  readonly coreSpend365: string;
  readonly mergeSeconds: string;
  readonly gapMinutes: string;
  readonly groupSendCap: BrandSettings["wecom"]["groupSendCap"];
}

export const readBrand = (settings: BrandSettings): BrandDraft => ({
  brand: settings.brand,
  timezone: settings.timezone,
  latenessHours: String(settings.latenessHours),
  orderLatenessHours: String(settings.orderLatenessHours),
  retentionDays: String(settings.retentionDays),
  traceDays: String(settings.traceDays),
  traceValues: settings.traceValues ? "kept" : "dropped",
  highSpend180: yuanText(settings.thresholds.highSpend180),
  coreSpend365: yuanText(settings.thresholds.coreSpend365),
  mergeSeconds: String(settings.wecom.mergeSeconds),
  gapMinutes: String(settings.wecom.gapMinutes),
  groupSendCap: settings.wecom.groupSendCap,
});

/** WeCom's rules for how often a customer may get group sends; a corp has chosen one of them there. */
export const GROUP_SEND_CAPS = ["month", "week", "day"] as const satisfies readonly BrandDraft["groupSendCap"][];

/** Whether decisions are kept with the values they read. */
export const TRACE_VALUES = ["kept", "dropped"] as const;

const NUMBERS = ["latenessHours", "orderLatenessHours", "retentionDays", "traceDays"] as const;
const WECOM_NUMBERS = ["mergeSeconds", "gapMinutes"] as const;
const AMOUNTS = ["highSpend180", "coreSpend365"] as const;

/** The settings with the draft's values. Faults stand at the draft's fields. */
export function writeBrand(settings: BrandSettings, draft: BrandDraft): WriteResult {
  const faults: Record<string, FieldFault> = {};
  const next: BrandSettings = { ...settings, brand: draft.brand.trim(), timezone: draft.timezone.trim() };
  if (!isZone(next.timezone)) faults.timezone = { text: "field.zone" };
  for (const name of NUMBERS) {
    const value = readWhole(draft[name]);
    if (value === undefined) faults[name] = { text: "field.number" };
    else next[name] = value;
  }
  next.traceValues = draft.traceValues === "kept";
  next.wecom = { ...settings.wecom, groupSendCap: draft.groupSendCap };
  for (const name of WECOM_NUMBERS) {
    const value = readWhole(draft[name]);
    if (value === undefined) faults[name] = { text: "field.number" };
    else next.wecom[name] = value;
  }
  const { highSpend180: _, coreSpend365: __, ...thresholds } = settings.thresholds;
  next.thresholds = thresholds;
  for (const name of AMOUNTS) {
    if (draft[name].trim() === "") continue;
    const value = readYuan(draft[name]);
    if (value === undefined) faults[name] = { text: "field.number" };
    else next.thresholds[name] = value;
  }
  for (const issue of brandSettingsSchema.safeParse(next).error?.issues ?? []) {
    faults[String(issue.path.at(-1))] ??= faultOf(issue);
  }
  return Object.keys(faults).length > 0 ? { ok: false, faults } : { ok: true, settings: next };
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return zone !== "";
  } catch {
    return false;
  }
}
