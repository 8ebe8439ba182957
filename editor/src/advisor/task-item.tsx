import type { Task } from "@sopflow/schemas";
import { useState } from "react";
import { ADVISOR_TEXTS } from "../i18n/advisor-texts.js";
import { useLocale, useTexts } from "../i18n/locale-context.js";
import { lengthWords, momentWords } from "../time/moment-words.js";
import { Tag } from "../ui/badge.js";
import { Button } from "../ui/button.js";
import { classNames } from "../ui/class-names.js";
import { useDesk } from "./desk-context.js";
import { ChatIcon, CheckIcon, ClockIcon, CopyIcon, SkipIcon, SmallClockIcon } from "./icons.js";
import { keepEdit, useEdit } from "./kept-edits.js";
import { Materials } from "./materials.js";
import { ScriptBox } from "./script-box.js";
import { whyWords } from "./why-words.js";

/** One task: what to do, why now, the words for it, until when. */
export function TaskItem({ task, hasOthers }: { task: Task; hasOthers?: boolean }) {
  const t = useTexts(ADVISOR_TEXTS);
  const locale = useLocale();
  const { now, zone, canAct, scriptUse, applyScript, intend } = useDesk();
  const text = useEdit(task.id) ?? task.text;
  const [isBusy, setBusy] = useState(false);
  const change = (next: string) => keepEdit(task.id, next === task.text ? undefined : next);
  const use = scriptUse(task);
  const apply = async () => {
    setBusy(true);
    await applyScript(task, text);
    setBusy(false);
  };
  const hasScript = task.text !== "";
  return (
    <article className="task" data-task={task.id} tabIndex={-1} aria-label={task.title}>
      <div className="task-head">
        <h4>{task.title}</h4>
        {task.channel !== "chat" && <Tag tone="info">{t(`channel.${task.channel}`)}</Tag>}
      </div>
      <p className="task-why">{whyWords(task, zone, now, locale)}</p>
      {hasScript && <ScriptBox title={task.title} original={task.text} text={text} onChange={change} />}
      <Materials items={task.materials} />
      <p className={classNames("task-due", task.dueAt <= now && "task-overdue")}>
        <SmallClockIcon />
        <Deadline task={task} />
      </p>
      {canAct && (
        <div className="task-actions" data-wide={use !== "copy" || undefined}>
          {hasScript && (
            <Button
              tone="primary"
              size="l"
              icon={use === "copy" ? <CopyIcon /> : <ChatIcon />}
              busy={isBusy}
              onClick={() => void apply()}
            >
              {t(use)}
            </Button>
          )}
          <Button
            tone={hasScript ? "plain" : "primary"}
            size="l"
            icon={<CheckIcon />}
            onClick={() => intend(task, "done", hasOthers)}
          >
            {t("done")}
          </Button>
          <Button size="l" tone="quiet" icon={<ClockIcon />} onClick={() => intend(task, "postpone")}>
            {t("postpone")}
          </Button>
          <Button size="l" tone="quiet" icon={<SkipIcon />} onClick={() => intend(task, "skip")}>
            {t("skip")}
          </Button>
        </div>
      )}
    </article>
  );
}

const MINUTE_MS = 60_000;

function Deadline({ task }: { task: Task }) {
  const t = useTexts(ADVISOR_TEXTS);
  const locale = useLocale();
  const { now, zone } = useDesk();
  if (task.postponedUntil !== undefined && task.postponedUntil > now) {
    return <span>{t("postponedTo", { when: momentWords(zone, task.postponedUntil, now, locale) })}</span>;
  }
  if (task.dueAt > now) return <span>{t("due", { when: momentWords(zone, task.dueAt, now, locale) })}</span>;
  return (
    <span>
      {now - task.dueAt < MINUTE_MS
        ? t("overdueNow")
        : t("overdueBy", { length: lengthWords(now - task.dueAt, locale) })}
      {" · "}
      {t("closesAt", { when: momentWords(zone, task.expiresAt, now, locale) })}
    </span>
  );
}
