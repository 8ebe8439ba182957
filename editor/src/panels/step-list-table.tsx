import type { StepNumber, StepTraceItem } from "@sopflow/schemas";
import { Link } from "@tanstack/react-router";
import type { Locale } from "../i18n/locale.js";
import { useLocale, useTexts } from "../i18n/locale-context.js";
import { STEP_LIST_TEXTS } from "../i18n/step-list-texts.js";
import { traceReasonWords } from "../i18n/trace-reason-words.js";
import { useBrandNames } from "../pages/use-brand-names.js";
import { useSession } from "../session/session-context.js";
import { momentWords } from "../time/moment-words.js";
import { useNow } from "../time/use-now.js";
import { WhyButton } from "../why/why-button.js";

/** Numbers that happened for a reason; coming, going and entering need none. */
const WITH_REASON: ReadonlySet<StepNumber> = new Set(["refused", "ended", "failed", "dropped"]);

/** What happened at a step, a row for each time. */
export function StepListTable({
  items,
  what,
}: {
  readonly items: readonly StepTraceItem[];
  readonly what: StepNumber;
}) {
  const t = useTexts(STEP_LIST_TEXTS);
  const locale = useLocale();
  const { brand } = useSession();
  const now = useNow();
  const { advisorName } = useBrandNames();
  const hasReason = WITH_REASON.has(what);
  return (
    <table className="table step-list">
      <thead>
        <tr>
          <th>{t("customer")}</th>
          <th>{t("advisor")}</th>
          <th>{t("when")}</th>
          {hasReason && <th>{t("why")}</th>}
          <th className="cell-number">{t("version")}</th>
          <th>
            <span className="hidden-text">{t("ask")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={`${item.customerId}/${item.seq}/${item.ordinal}`}>
            <td>
              <Link to="/customers/$customerId" params={{ customerId: item.customerId }} className="cell-main">
                {item.customerName ?? item.customerId}
              </Link>
            </td>
            <td data-label={t("advisor")}>{item.advisorId !== undefined && advisorName(item.advisorId)}</td>
            <td data-label={t("when")} className="cell-moment">
              {momentWords(brand.timezone, item.at, now, locale)}
            </td>
            {hasReason && (
              <td data-label={t("why")} className="cell-wide">
                <Why item={item} />
              </td>
            )}
            <td data-label={t("version")} className="cell-number">
              {item.version}
            </td>
            <td className="cell-actions">
              <WhyButton
                ask={{ of: "input", customerId: item.customerId, seq: item.seq, flowId: item.flowId }}
                name={item.customerName ?? item.customerId}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A refusal and a dropped task say their reason; an end says first what kind of end it was. */
function Why({ item: { what, detail = {} } }: { readonly item: StepTraceItem }) {
  const t = useTexts(STEP_LIST_TEXTS);
  const locale = useLocale();
  const reason = reasonWords(detail, locale);
  if (what !== "completed" && what !== "exited" && what !== "failed" && what !== "stale") return reason;
  if (reason === "" || what === "stale") return t(what);
  return t("because", { what: t(what), reason });
}

function reasonWords({ reason, code, cause }: Readonly<Record<string, unknown>>, locale: Locale): string {
  return [reason, code, cause]
    .filter((part) => typeof part === "string")
    .map((part) => traceReasonWords(part, locale))
    .join(" · ");
}
