// Apart from their schemas, so that a page can name them without loading a validator.

/**
 * What the draft and the live version did not do alike. `entered_*` and `task_*`: only the one that is named let the
 * person in, or issued the task. `port`: both left a step, by different ports. `text`: both issued the task, with other
 * words, title, channel or material. `time`: both issued it, over a minute apart. `exit`: the person left the flow in
 * another way, or by one of them alone.
 */
export const SHADOW_DIFFERENCES = [
  "entered_live",
  "entered_draft",
  "port",
  "task_live",
  "task_draft",
  "text",
  "time",
  "exit",
] as const;
export type ShadowDifferenceKind = (typeof SHADOW_DIFFERENCES)[number];

/** What both did alike, as far as it is counted. */
export const SHADOW_AGREEMENTS = ["same_entered", "same_port", "same_task", "same_exit"] as const;
export type ShadowAgreement = (typeof SHADOW_AGREEMENTS)[number];

/** Longest time that a shadow runs, and how long unless asked otherwise, days. */
export const MAX_SHADOW_DAYS = 30;
export const DEFAULT_SHADOW_DAYS = 7;

/** Why a shadow is over: its time, a lead, another version went live, the flow was archived, or it could not go on. */
export const SHADOW_ENDS = ["time", "stopped", "published", "archived", "failed"] as const;
