import type { Reminder } from "@sopflow/schemas";
import { ADVISOR_TEXTS } from "../i18n/advisor-texts.js";
import { useLocale, useTexts } from "../i18n/locale-context.js";
import { momentWords } from "../time/moment-words.js";
import { Tag } from "../ui/badge.js";
import { Button } from "../ui/button.js";
import { classNames } from "../ui/class-names.js";
import { useDesk } from "./desk-context.js";
import { ChatIcon, CheckIcon, SmallClockIcon } from "./icons.js";
import { isUnsent } from "./outbox/outbox-entry.js";

/** Something the advisor promised a customer: when to be in touch, and what about. */
export function PromiseItem({ promise }: { promise: Reminder }) {
  const t = useTexts(ADVISOR_TEXTS);
  const locale = useLocale();
  const { now, zone, canAct, openChat, keepPromise, changePromise, entries } = useDesk();
  const isWaiting = entries.some((entry) => entry.taskId === promise.id && isUnsent(entry));
  return (
    <article className="task" data-task={promise.id} tabIndex={-1} aria-label={promise.text}>
      <div className="task-head">
        <h4>{promise.text}</h4>
        <span className="promise-tags">
          {isWaiting && <Tag tone="warn">{t("unsent")}</Tag>} <Tag tone="accent">{t("promise")}</Tag>
        </span>
      </div>
      <p className={classNames("task-due", promise.at <= now && "task-overdue")}>
        <SmallClockIcon />
        {t("promise.due", { when: momentWords(zone, promise.at, now, locale) })}
      </p>
      {canAct && (
        <div className="promise-actions">
          {openChat && (
            <Button size="l" tone="primary" icon={<ChatIcon />} onClick={() => void openChat(promise.customerId)}>
              {t("openChat")}
            </Button>
          )}
          <Button size="l" icon={<CheckIcon />} onClick={() => keepPromise(promise)}>
            {t("promise.done")}
          </Button>
          <Button size="l" tone="quiet" onClick={() => changePromise(promise)}>
            {t("promise.change")}
          </Button>
        </div>
      )}
    </article>
  );
}
