import "./why.css";
import type { WhyItem } from "@sopflow/schemas";
import { useQuery } from "@tanstack/react-query";
import { useApi } from "../api/api-context.js";
import { loadWhy, type WhyAsk } from "../api/why-calls.js";
import { useTexts } from "../i18n/locale-context.js";
import { UI_TEXTS } from "../i18n/ui-texts.js";
import { momentWords } from "../time/moment-words.js";
import { useNow } from "../time/use-now.js";
import { Dialog } from "../ui/dialog.js";
import { FailureNotice } from "../ui/failure-notice.js";
import { Notice, Skeleton } from "../ui/notice.js";
import { ConditionRows } from "./condition-rows.js";
import { isToldLine, lineReasons, lineWords } from "./line-words.js";
import { useWhySpeech } from "./use-why-speech.js";
import { decisionWords, inputWords, portWords, type WhySpeech } from "./why-words.js";

export interface WhyDialogProps {
  readonly ask: WhyAsk;
  /** Who or what it is about. */
  readonly name: string;
  readonly onClose: () => void;
}

/** Why flows did what they did: each decision with its conditions and what they saw, each task with its reasons. */
export function WhyDialog({ ask, name, onClose }: WhyDialogProps) {
  const ui = useTexts(UI_TEXTS);
  const api = useApi();
  const speech = useWhySpeech();
  const { t } = speech;
  const query = useQuery({ queryKey: ["why", ask], queryFn: () => loadWhy(api, ask) });
  const { items = [], keptDays } = query.data ?? {};
  const told = items.filter((item) => item.why !== undefined || isToldLine(item));
  const agrees = told.every(({ why }) => why?.agrees !== false);
  const hasDecisions = told.some(({ why }) => why?.state === "explained");
  return (
    <Dialog title={t(ask.of === "task" ? "title.task" : "title")} description={name} onClose={onClose}>
      {query.isPending && <Skeleton lines={5} label={ui("loading")} />}
      {query.isError && <FailureNotice error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && told.length === 0 && (
        <p className="zero">{items.length > 0 ? t("undecided") : t("none", { days: String(keptDays) })}</p>
      )}
      {told.length > 0 && (
        <>
          {agrees && hasDecisions && <p className="why-intro">{t("intro")}</p>}
          {!agrees && <Notice tone="warn">{t("intro.differs")}</Notice>}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long story has to be scrolled by keyboard, and holds no button */}
          <ol className="why-decisions" tabIndex={0} aria-label={t("title")}>
            {told.map((item) => (
              <Decision key={`${item.seq}/${item.ordinal}`} item={item} speech={speech} />
            ))}
          </ol>
        </>
      )}
    </Dialog>
  );
}

function Decision({ item, speech }: { readonly item: WhyItem; readonly speech: WhySpeech }) {
  const { t, locale, zone } = speech;
  const now = useNow();
  const { why, at, version } = item;
  const when = momentWords(zone, at, now, locale);
  const meta = why
    ? [when, inputWords(item, speech), t("version", { version }), ...lineReasons(item, speech)]
    : [when, ...lineReasons(item, speech)];
  return (
    <li>
      <h3>{isToldLine(item) ? lineWords(item, speech) : decisionWords(item, speech)}</h3>
      <p className="why-meta">{meta.filter((part) => part !== "").join(" · ")}</p>
      {why?.state === "unrecorded" && <p className="why-meta">{t("unrecorded")}</p>}
      {why?.asked.map(({ name, port, label, result, rows }) => (
        <div key={name} className="why-asked" data-holds={result}>
          {port !== "" && (
            <p className="why-port">
              {portWords(port, label, speech)} <b>{t(result ? "asked.yes" : "asked.no")}</b>
            </p>
          )}
          {rows.length > 0 ? <ConditionRows rows={rows} speech={speech} /> : <p>{t("everybody")}</p>}
        </div>
      ))}
    </li>
  );
}
