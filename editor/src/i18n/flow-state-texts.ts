import type { Texts } from "./texts.js";

const ZH = {
  draft: "草稿",
  live: "运行中",
  paused: "已暂停",
  archived: "已归档",
} as const;

const EN: Readonly<Record<keyof typeof ZH, string>> = {
  draft: "Draft",
  live: "Live",
  paused: "Paused",
  archived: "Archived",
};

/** What a flow's state is called. */
export const FLOW_STATE_TEXTS: Texts<keyof typeof ZH> = { zh: ZH, en: EN };
