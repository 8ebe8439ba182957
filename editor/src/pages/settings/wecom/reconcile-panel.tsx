import type { WecomState } from "@sopflow/schemas";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useApi } from "../../../api/api-context.js";
import { reconcileWecom } from "../../../api/wecom-settings-calls.js";
import type { WecomReconciliation } from "../../../api/wire-types.js";
import { joinSome, type Locale } from "../../../i18n/locale.js";
import { useLocale, useTexts } from "../../../i18n/locale-context.js";
import { eventWords } from "../../../i18n/value-words.js";
import { WECOM_TEXTS } from "../../../i18n/wecom-texts.js";
import { useSession } from "../../../session/session-context.js";
import { lengthWords, momentWords } from "../../../time/moment-words.js";
import { useNow } from "../../../time/use-now.js";
import { Button } from "../../../ui/button.js";
import { FailureNotice } from "../../../ui/failure-notice.js";
import { Notice } from "../../../ui/notice.js";
import { useConnection } from "./connection-context.js";

interface ReconcilePanelProps {
  readonly state: WecomState;
  readonly readonly: boolean;
}

/** What the last reconciliation found, in words, and another one at once. */
export function ReconcilePanel({ state, readonly }: ReconcilePanelProps) {
  const t = useTexts(WECOM_TEXTS);
  const api = useApi();
  const { id } = useConnection();
  const queries = useQueryClient();
  const run = useMutation({
    mutationFn: () => reconcileWecom(api, id),
    onSettled: () => queries.invalidateQueries({ queryKey: ["wecom", "state", id] }),
  });
  const report = run.data ?? state.lastReconciliation;
  return (
    <section className="panel" aria-labelledby="wecom-reconcile">
      <div className="panel-head">
        <h2 id="wecom-reconcile">{t("reconcile.title")}</h2>
        {!readonly && (
          <Button busy={run.isPending} disabled={!state.configured || !state.enabled} onClick={() => run.mutate()}>
            {t(run.isPending ? "reconcile.running" : "reconcile.run")}
          </Button>
        )}
      </div>
      <div className="panel-body form-stack" aria-live="polite">
        <p className="form-note">{t("reconcile.text")}</p>
        {run.isError && <FailureNotice error={run.error} />}
        {report ? <Report report={report} /> : <p>{t("reconcile.never")}</p>}
      </div>
    </section>
  );
}

const MAX_NAMES = 8;
const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/** How long it took: seconds below a minute. */
function tookWords(ms: number, locale: Locale): string {
  if (ms >= MINUTE_MS) return lengthWords(ms, locale);
  const seconds = Math.ceil(ms / SECOND_MS);
  return locale === "zh" ? `${seconds} 秒` : `${seconds} s`;
}

function Report({ report }: { readonly report: WecomReconciliation }) {
  const t = useTexts(WECOM_TEXTS);
  const locale = useLocale();
  const { brand } = useSession();
  const now = useNow();
  const repaired = Object.entries(report.repaired).sort(([, a], [, b]) => b - a);
  const count = repaired.reduce((sum, [, times]) => sum + times, 0);
  const names = (list: readonly string[]) => ({ list: joinSome(list, locale, MAX_NAMES) });
  const { startedAt, endedAt, members, customers, chats, tagsCreated, tagsTaken } = report;
  return (
    <>
      <p>
        {t("reconcile.last", {
          time: momentWords(brand.timezone, startedAt, now, locale),
          length: tookWords(endedAt - startedAt, locale),
          members,
          customers,
          chats,
        })}{" "}
        {count === 0
          ? t("reconcile.nothing")
          : t("reconcile.repaired", {
              count,
              list: repaired.map(([type, times]) => `${eventWords(type, locale)} ${times}`).join(" · "),
            })}{" "}
        {tagsCreated + tagsTaken > 0 && t("reconcile.tags", { created: tagsCreated, taken: tagsTaken })}
      </p>
      {report.unknownMembers.length > 0 && (
        <Notice tone="warn">{t("reconcile.unknownMembers", names(report.unknownMembers))}</Notice>
      )}
      {report.missingAdvisors.length > 0 && (
        <Notice tone="warn">{t("reconcile.missingAdvisors", names(report.missingAdvisors))}</Notice>
      )}
      {report.unlicensed.length > 0 && (
        <Notice tone="warn">{t("reconcile.unlicensed", names(report.unlicensed))}</Notice>
      )}
      {report.problems.length > 0 && (
        <Notice tone="danger" title={t("reconcile.problems")}>
          <ul className="wecom-problems">
            {report.problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}
