import type { Task, TaskState } from "@sopflow/schemas";
import { CONSOLE_TEXTS } from "../../i18n/console-texts.js";
import type { Locale } from "../../i18n/locale.js";
import { useTexts } from "../../i18n/locale-context.js";
import { traceReasonWords } from "../../i18n/trace-reason-words.js";
import { valueWords } from "../../i18n/value-words.js";
import { Badge, type Tone } from "../../ui/badge.js";

const TONES: Readonly<Record<TaskState, Tone>> = {
  open: "info",
  done: "ok",
  skipped: "neutral",
  expired: "warn",
  stale: "neutral",
  withdrawn: "neutral",
};

export function TaskStateBadge({ task, now }: { task: Pick<Task, "state" | "dueAt">; now: number }) {
  const t = useTexts(CONSOLE_TEXTS);
  if (task.state === "open" && task.dueAt <= now) return <Badge tone="danger">{t("tasks.overdue")}</Badge>;
  return <Badge tone={TONES[task.state]}>{t(`task.${task.state}`)}</Badge>;
}

/** What came of a task, in the words its flow uses. */
export const resultWords = ({ result, outcomes, closeReason }: Task, locale: Locale): string => {
  const chosen = outcomes.find(({ id }) => id === result?.outcome)?.label ?? result?.outcome;
  const skipReason = result?.skipReason;
  const skipped = skipReason && (valueWords("task", "skipReason", skipReason, locale) ?? skipReason);
  const reason = closeReason === undefined ? undefined : traceReasonWords(closeReason, locale);
  return [chosen ?? skipped ?? reason, result?.note].filter((part) => part !== undefined).join(" · ");
};
