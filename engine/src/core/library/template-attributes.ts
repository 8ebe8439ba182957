import type { BrandSettings } from "@sopflow/schemas";

/**
 * Customer attributes that the template flows read and write. A brand that uses a template needs them in its settings;
 * keys are those of `BrandSettings.attributes`.
 */
export const TEMPLATE_ATTRIBUTES = {
  user: { type: "text", label: "服用人" },
  purpose: { type: "text", label: "目的" },
  dailyDose: { type: "number", label: "每天用几份" },
  taboos: { type: "text", label: "忌口、过敏或在吃的药" },
  need: { type: "text", label: "需求原话" },
  nextTalkOn: { type: "date", label: "约定再聊的日子" },
  campaignEve: { type: "date", label: "最近一场活动的前一天" },
} as const satisfies BrandSettings["attributes"];
