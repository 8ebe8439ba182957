import type { WireEntryCheck } from "@sopflow/schemas";
import { useQuery } from "@tanstack/react-query";
import { Check, X } from "lucide-react";
import { useApi } from "../api/api-context.js";
import { loadEntryCheck } from "../api/why-calls.js";
import { useTexts } from "../i18n/locale-context.js";
import { traceReasonWords } from "../i18n/trace-reason-words.js";
import { UI_TEXTS } from "../i18n/ui-texts.js";
import { eventWords } from "../i18n/value-words.js";
import { WHY_TEXTS } from "../i18n/why-texts.js";
import { stepName } from "../pages/people/node-name.js";
import { momentWords } from "../time/moment-words.js";
import { FailureNotice } from "../ui/failure-notice.js";
import { Notice, Skeleton } from "../ui/notice.js";
import { ConditionRows } from "./condition-rows.js";
import { useWhySpeech } from "./use-why-speech.js";
import type { WhySpeech } from "./why-words.js";

interface EntryCheckResultProps {
  readonly customerId: string;
  readonly flowId: string;
}

/** Everything that an entry hangs on: what stands above all triggers, then each trigger with its condition. */
export function EntryCheckResult({ customerId, flowId }: EntryCheckResultProps) {
  const ui = useTexts(UI_TEXTS);
  const api = useApi();
  const speech = { ...useWhySpeech(), isNow: true };
  const { t, locale } = speech;
  const query = useQuery({
    queryKey: ["entry-check", flowId, customerId],
    queryFn: () => loadEntryCheck(api, flowId, customerId),
    // Asked about now, each time.
    gcTime: 0,
  });
  const check = query.data;
  if (query.isError) return <FailureNotice error={query.error} onRetry={() => void query.refetch()} />;
  if (!check) return <Skeleton lines={6} label={ui("loading")} />;
  return (
    <div className="why-entry" aria-live="polite">
      <Notice tone={check.mayEnter ? "info" : "warn"}>{t(check.mayEnter ? "entry.may" : "entry.mayNot")}</Notice>
      <ul className="why-rows">
        {check.gates.map(({ gate, reason }) => (
          <li key={gate} data-holds={reason === undefined}>
            <GateMark open={reason === undefined} />
            <span className="why-gate">
              {reason === undefined ? t(`gate.${gate}`) : traceReasonWords(reason, locale)}
            </span>
          </li>
        ))}
      </ul>
      {check.triggers.map((trigger) => (
        <Trigger key={trigger.nodeId} trigger={trigger} at={check.at} speech={speech} />
      ))}
    </div>
  );
}

interface TriggerProps {
  readonly trigger: WireEntryCheck["triggers"][number];
  readonly at: number;
  readonly speech: WhySpeech;
}

function Trigger({ trigger, at, speech }: TriggerProps) {
  const { t, locale, zone } = speech;
  const { event, waits, nextAt, rows, holds, throttled } = trigger;
  const when = (moment: number) => momentWords(zone, moment, at, locale);
  return (
    <section className="why-asked" data-holds={holds}>
      <p className="why-port">
        {stepName(trigger, locale)} <b>{t(holds ? "asked.yes" : "asked.no")}</b>
      </p>
      {event && (
        <p className="why-meta">
          {event.lastAt === undefined
            ? t("entry.eventNever", { event: eventWords(event.type, locale) })
            : t("entry.eventLast", { event: eventWords(event.type, locale), when: when(event.lastAt) })}
        </p>
      )}
      {waits !== undefined && waits !== "event_missing" && (
        <p className="why-meta">
          {t(`entry.${waits}`)}
          {nextAt !== undefined && ` · ${t("entry.nextAt", { when: when(nextAt) })}`}
        </p>
      )}
      {throttled && <p className="why-meta">{t("entry.throttled")}</p>}
      {rows.length > 0 ? (
        <ConditionRows rows={rows} speech={speech} />
      ) : (
        waits !== "event_missing" && <p>{t("entry.everybody")}</p>
      )}
    </section>
  );
}

/** Open or shut, by sign and by word. */
function GateMark({ open }: { readonly open: boolean }) {
  const t = useTexts(WHY_TEXTS);
  const Icon = open ? Check : X;
  return (
    <>
      <Icon size={15} aria-hidden />
      <span className="hidden-text">{t(open ? "row.yes" : "row.no")}</span>
    </>
  );
}
