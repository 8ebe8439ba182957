import { Link } from "@tanstack/react-router";
import { useApi } from "../../api/api-context.js";
import { type HeldStep, loadHeldLines } from "../../api/held-calls.js";
import { HELD_TEXTS } from "../../i18n/held-texts.js";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import { traceReasonWords } from "../../i18n/trace-reason-words.js";
import { useSession } from "../../session/session-context.js";
import { momentWords } from "../../time/moment-words.js";
import { useNow } from "../../time/use-now.js";
import { Dialog } from "../../ui/dialog.js";
import { Empty } from "../../ui/notice.js";
import { WhyButton } from "../../why/why-button.js";
import { ListPanel } from "../list/list-panel.js";
import { usePagedList } from "../list/use-paged-list.js";
import { useBrandNames } from "../use-brand-names.js";

/** The cases behind one sum: whom, when, and what comes next. */
export function HeldDialog({ step, onClose }: { readonly step: HeldStep; readonly onClose: () => void }) {
  const t = useTexts(HELD_TEXTS);
  const locale = useLocale();
  const api = useApi();
  const now = useNow();
  const { brand } = useSession();
  const { advisorName, flowName } = useBrandNames();
  const list = usePagedList(["held-lines", step], (after) => loadHeldLines(api, step, after));
  const when = (at: number) => momentWords(brand.timezone, at, now, locale);
  const title = t("list", {
    step: flowName(step.flowId),
    what: t(`what.${step.what}`),
    reason: traceReasonWords(step.reason, locale),
  });
  return (
    <Dialog title={title} size="l" onClose={onClose}>
      <ListPanel list={list} empty={<Empty title={t("none")} />}>
        {(items) => (
          <table className="table">
            <thead>
              <tr>
                <th>{t("customer")}</th>
                <th>{t("advisor")}</th>
                <th>{t("when")}</th>
                <th>{t("until")}</th>
                <th>
                  <span className="hidden-text">{t("ask")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((item, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a case has no id, and the list only grows at its end
                <tr key={i}>
                  <td data-label={t("customer")}>
                    <Link to="/customers/$customerId" params={{ customerId: item.customerId }}>
                      {item.customerName ?? item.customerId}
                    </Link>
                  </td>
                  <td data-label={t("advisor")}>{item.advisorId !== undefined && advisorName(item.advisorId)}</td>
                  <td data-label={t("when")}>{when(item.at)}</td>
                  <td data-label={t("until")}>
                    {item.until !== undefined && when(item.until)}
                    {item.cause !== undefined && t("why", { cause: traceReasonWords(item.cause, locale) })}
                  </td>
                  <td className="cell-actions">
                    <WhyButton
                      ask={{ of: "input", customerId: item.customerId, seq: item.seq, flowId: step.flowId }}
                      name={item.customerName ?? item.customerId}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </ListPanel>
      {step.from === undefined && list.keptDays !== undefined && (
        <p className="held-intro">{t("kept", { days: list.keptDays })}</p>
      )}
    </Dialog>
  );
}
