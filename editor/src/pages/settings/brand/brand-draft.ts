import type { BrandSettings } from "@sopflow/schemas";
import { readWhole, readYuan, yuanText } from "../read-number.js";
import type { WriteResult } from "../use-settings-form.js";

export interface BrandDraft {
  readonly brand: string;
  readonly timezone: string;
  readonly latenessHours: string;
  readonly orderLatenessHours: string;
  readonly retentionDays: string;
  readonly highSpend180: string;
  readonly coreSpend365: string;
}

/** What a field can be wrong with; the form puts it into words. */
export type FieldFault = "field.required" | "field.number";

export const readBrand = (settings: BrandSettings): BrandDraft => ({
  brand: settings.brand,
  timezone: settings.timezone,
  latenessHours: String(settings.latenessHours),
  orderLatenessHours: String(settings.orderLatenessHours),
  retentionDays: String(settings.retentionDays),
  highSpend180: yuanText(settings.thresholds.highSpend180),
  coreSpend365: yuanText(settings.thresholds.coreSpend365),
});

const NUMBERS = ["latenessHours", "orderLatenessHours", "retentionDays"] as const;
const AMOUNTS = ["highSpend180", "coreSpend365"] as const;

/** The settings with the draft's values. Ranges are the server's to check. */
export function writeBrand(settings: BrandSettings, draft: BrandDraft): WriteResult {
  const problems: Record<string, FieldFault> = {};
  const next: BrandSettings = { ...settings, brand: draft.brand.trim(), timezone: draft.timezone.trim() };
  if (next.brand === "") problems.brand = "field.required";
  if (next.timezone === "") problems.timezone = "field.required";
  for (const name of NUMBERS) {
    const value = readWhole(draft[name]);
    if (value === undefined) problems[name] = "field.number";
    else next[name] = value;
  }
  const { highSpend180: _, coreSpend365: __, ...thresholds } = settings.thresholds;
  next.thresholds = thresholds;
  for (const name of AMOUNTS) {
    if (draft[name].trim() === "") continue;
    const value = readYuan(draft[name]);
    if (value === undefined) problems[name] = "field.number";
    else next.thresholds[name] = value;
  }
  return Object.keys(problems).length > 0 ? { ok: false, problems } : { ok: true, settings: next };
}
