import type { PreviewAnswer, PreviewLine } from "@sopflow/engine/core";
import { UserRound } from "lucide-react";
import { inLocale } from "../i18n/locale.js";
import { CHANNEL_WORDS, OWN_OUTCOME_WORDS } from "../i18n/value-words.js";
import { moment, title } from "./line-words.js";
import { usePreviewState, usePreviewStore } from "./preview-store.js";
import { useLineSpeech } from "./use-line-speech.js";

const HOUR_MS = 3_600_000;
/** An advisor's usual time to come round to a task. */
const USUAL_AFTER_MS = HOUR_MS;

const NONE = "none";
const SKIPPED = "skipped";
const DONE = "done";

/** A task as its advisor would get it, and what becomes of it. */
export function PreviewTaskCard({ line }: { line: Extract<PreviewLine, { kind: "task" }> }) {
  const speech = useLineSpeech();
  const { t, locale } = speech;
  const store = usePreviewStore();
  const { key, task, advisorName } = line;
  const answer = usePreviewState((state) => state.answers[key]);
  const chosen = answer === undefined ? NONE : answer.type === "task.skipped" ? SKIPPED : (answer.outcome ?? DONE);
  const outcomes =
    task.outcomes.length > 0
      ? task.outcomes.map(({ id, label }) => ({ id, label }))
      : [{ id: DONE, label: t("task.done") }];
  const set = (choice: string) =>
    store.setState(({ answers, at }) => {
      const { [key]: _before, ...others } = answers;
      if (choice === NONE) return { answers: others };
      // At the slider's time, if the task is out then.
      const isOut = at > task.issuedAt && at < task.expiresAt;
      const usual = Math.min(USUAL_AFTER_MS, Math.max(1, task.expiresAt - task.issuedAt - 1));
      const afterMs = isOut ? at - task.issuedAt : usual;
      return { answers: { ...others, [key]: answerOf(choice, afterMs) }, at: Math.max(at, task.issuedAt + afterMs) };
    });
  const choices = [
    ...outcomes,
    { id: SKIPPED, label: OWN_OUTCOME_WORDS.skipped?.[locale] ?? SKIPPED },
    { id: NONE, label: t("task.none", { time: moment(task.expiresAt, speech) }) },
  ];
  return (
    <article className="preview-task" aria-label={task.title}>
      <header>
        <strong>{task.title}</strong>
        <small>
          {inLocale(CHANNEL_WORDS[task.channel], locale)} · {t("task.due", { time: moment(task.dueAt, speech) })}
        </small>
      </header>
      <p className="preview-task-who">
        <UserRound size={13} aria-hidden />
        {advisorName === undefined ? t("task.forNobody") : t("task.for", { advisor: advisorName })}
      </p>
      {task.text !== "" && (
        <p className="preview-bubble">
          {task.text.replaceAll("{{advisor.name}}", locale === "zh" ? "顾问" : "advisor")}
        </p>
      )}
      <fieldset>
        <legend>{t("task.answer")}</legend>
        {choices.map(({ id, label }) => (
          <label key={id} data-chosen={id === chosen}>
            <input
              type="radio"
              name={`answer-${key}`}
              checked={id === chosen}
              aria-label={`${title(line.nodeId, speech)}: ${label}`}
              onChange={() => set(id)}
            />
            {label}
          </label>
        ))}
      </fieldset>
    </article>
  );
}

function answerOf(choice: string, afterMs: number): PreviewAnswer {
  if (choice === SKIPPED) return { type: "task.skipped", afterMs, props: { reason: "other" } };
  return { type: "task.completed", afterMs, ...(choice !== DONE && { outcome: choice }) };
}
