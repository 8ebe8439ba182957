import type { Task } from "@sopflow/schemas";
import { useState } from "react";
import { ADVISOR_TEXTS } from "../i18n/advisor-texts.js";
import { useLocale, useTexts } from "../i18n/locale-context.js";
import { lengthWords, momentWords } from "../time/moment-words.js";
import { Tag } from "../ui/badge.js";
import { Button } from "../ui/button.js";
import { classNames } from "../ui/class-names.js";
import { CheckIcon, ClockIcon, CopyIcon, SkipIcon, SmallClockIcon } from "./icons.js";
import { keepEdit, readEdit } from "./kept-edits.js";
import { Materials } from "./materials.js";
import { ScriptBox } from "./script-box.js";
import { whyWords } from "./why-words.js";

/** What can be done with a task from its card. */
export type TaskIntent = "done" | "skip" | "postpone";

export interface TaskItemProps {
  readonly task: Task;
  readonly now: number;
  readonly zone: string;
  /** May act on it; otherwise it is only shown. */
  readonly canAct: boolean;
  readonly onCopy: (task: Task, text: string) => void;
  readonly onCopyLink: (text: string) => void;
  readonly onAct: (task: Task, intent: TaskIntent) => void;
}

/** One task: what to do, why now, the words for it, until when. */
export function TaskItem({ task, now, zone, canAct, onCopy, onCopyLink, onAct }: TaskItemProps) {
  const t = useTexts(ADVISOR_TEXTS);
  const locale = useLocale();
  const [text, setText] = useState(() => readEdit(task.id) ?? task.text);
  const change = (next: string) => {
    setText(next);
    keepEdit(task.id, next === task.text ? undefined : next);
  };
  return (
    <article className="task" data-task={task.id} tabIndex={-1} aria-label={task.title}>
      <div className="task-head">
        <h4>{task.title}</h4>
        {task.channel !== "chat" && <Tag tone="info">{t(`channel.${task.channel}`)}</Tag>}
      </div>
      <p className="task-why">{whyWords(task, zone, now, locale)}</p>
      {task.text !== "" && <ScriptBox original={task.text} text={text} onChange={change} />}
      <Materials items={task.materials} onCopy={onCopyLink} />
      <p className={classNames("task-due", task.dueAt <= now && "task-overdue")}>
        <SmallClockIcon />
        <Deadline task={task} now={now} zone={zone} />
      </p>
      {canAct && (
        <div className="task-actions">
          {task.text !== "" && (
            <Button tone="primary" size="l" icon={<CopyIcon />} onClick={() => onCopy(task, text)}>
              {t("copy")}
            </Button>
          )}
          <Button
            tone={task.text === "" ? "primary" : "plain"}
            size="l"
            icon={<CheckIcon />}
            onClick={() => onAct(task, "done")}
          >
            {t("done")}
          </Button>
          <Button size="l" tone="quiet" icon={<ClockIcon />} onClick={() => onAct(task, "postpone")}>
            {t("postpone")}
          </Button>
          <Button size="l" tone="quiet" icon={<SkipIcon />} onClick={() => onAct(task, "skip")}>
            {t("skip")}
          </Button>
        </div>
      )}
    </article>
  );
}

function Deadline({ task, now, zone }: Pick<TaskItemProps, "task" | "now" | "zone">) {
  const t = useTexts(ADVISOR_TEXTS);
  const locale = useLocale();
  if (task.postponedUntil !== undefined && task.postponedUntil > now) {
    return <span>{t("postponedTo", { when: momentWords(zone, task.postponedUntil, now, locale) })}</span>;
  }
  if (task.dueAt > now) return <span>{t("due", { when: momentWords(zone, task.dueAt, now, locale) })}</span>;
  return (
    <span>
      {t("overdueBy", { length: lengthWords(now - task.dueAt, locale) })}
      {" · "}
      {t("closesAt", { when: momentWords(zone, task.expiresAt, now, locale) })}
    </span>
  );
}
