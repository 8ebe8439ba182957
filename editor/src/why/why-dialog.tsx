import "./why.css";
import type { WhyItem } from "@sopflow/schemas";
import { useQuery } from "@tanstack/react-query";
import { useApi } from "../api/api-context.js";
import { loadWhy } from "../api/why-calls.js";
import { useTexts } from "../i18n/locale-context.js";
import { UI_TEXTS } from "../i18n/ui-texts.js";
import { momentWords } from "../time/moment-words.js";
import { useNow } from "../time/use-now.js";
import { Dialog } from "../ui/dialog.js";
import { FailureNotice } from "../ui/failure-notice.js";
import { Notice, Skeleton } from "../ui/notice.js";
import { ConditionRows } from "./condition-rows.js";
import { isTaskLine, taskReasons, taskWords } from "./task-words.js";
import { useWhySpeech } from "./use-why-speech.js";
import { decisionWords, inputWords, portWords, type WhySpeech } from "./why-words.js";

export interface WhyDialogProps {
  readonly customerId: string;
  /** Log position of what came in. */
  readonly seq: number;
  readonly flowId: string;
  readonly flowName: string | undefined;
  readonly onClose: () => void;
}

/** Why a flow did what it did about one thing that came in: each decision with its conditions and what they saw. */
export function WhyDialog({ customerId, seq, flowId, flowName, onClose }: WhyDialogProps) {
  const ui = useTexts(UI_TEXTS);
  const api = useApi();
  const speech = useWhySpeech();
  const { t } = speech;
  const query = useQuery({
    queryKey: ["why", customerId, seq, flowId],
    queryFn: () => loadWhy(api, customerId, seq, flowId),
  });
  const decisions = query.data?.items.filter((item) => item.why !== undefined || isTaskLine(item)) ?? [];
  const agrees = decisions.every(({ why }) => why?.agrees !== false);
  const intro = agrees ? (decisions.length > 0 ? t("intro") : undefined) : t("intro.differs");
  return (
    <Dialog title={t("title")} description={flowName ?? flowId} onClose={onClose}>
      {query.isPending && <Skeleton lines={5} label={ui("loading")} />}
      {query.isError && <FailureNotice error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && decisions.length === 0 && <p className="zero">{t("none")}</p>}
      {query.data && decisions.length > 0 && (
        <>
          {agrees ? <p className="why-intro">{intro}</p> : <Notice tone="warn">{intro}</Notice>}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long story has to be scrolled by keyboard, and holds no button */}
          <ol className="why-decisions" tabIndex={0} aria-label={t("title")}>
            {decisions.map((item) => (
              <Decision key={item.ordinal} item={item} speech={speech} />
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
  if (!why) {
    return (
      <li>
        <h3>{taskWords(item, speech)}</h3>
        <p className="why-meta">{taskReasons(item, speech).join(" · ")}</p>
      </li>
    );
  }
  const meta = [momentWords(zone, at, now, locale), inputWords(item, speech), t("version", { version })];
  return (
    <li>
      <h3>{decisionWords(item, speech)}</h3>
      <p className="why-meta">{meta.filter((part) => part !== "").join(" · ")}</p>
      {why.state === "unrecorded" && <p className="why-meta">{t("unrecorded")}</p>}
      {why.asked.map(({ name, port, label, result, rows }) => (
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
