import type { HeldSums } from "@sopflow/schemas";
import { HELD_TEXTS } from "../../i18n/held-texts.js";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import { countWords } from "../../i18n/money-words.js";
import { traceReasonWords } from "../../i18n/trace-reason-words.js";
import { stepName } from "../people/node-name.js";
import { useBrandNames } from "../use-brand-names.js";

type StepSum = HeldSums["bySteps"][number];

interface StepSumsProps {
  readonly steps: readonly StepSum[];
  readonly onOpen: (step: Pick<StepSum, "flowId" | "nodeId" | "what" | "reason">) => void;
}

/** Sums by step and reason; each number opens its list. */
export function StepSums({ steps, onOpen }: StepSumsProps) {
  const t = useTexts(HELD_TEXTS);
  const locale = useLocale();
  const { flowName } = useBrandNames();
  return (
    <table className="table">
      <thead>
        <tr>
          <th>{t("flow")}</th>
          <th>{t("step")}</th>
          <th>{t("what")}</th>
          <th>{t("reason")}</th>
          <th className="cell-number">{t("count")}</th>
        </tr>
      </thead>
      <tbody>
        {steps.map((one) => {
          const { flowId, nodeId, what, reason, count } = one;
          const step = stepName(one, locale);
          const because = traceReasonWords(reason, locale);
          return (
            <tr key={`${flowId}/${nodeId}/${what}/${reason}`}>
              <td data-label={t("flow")}>{flowName(flowId)}</td>
              <td data-label={t("step")}>{step}</td>
              <td data-label={t("what")}>{t(`what.${what}`)}</td>
              <td data-label={t("reason")}>{because}</td>
              <td data-label={t("count")} className="cell-number">
                <button
                  type="button"
                  className="held-number"
                  aria-label={t("open", { step, reason: because, count: countWords(count) })}
                  onClick={() => onOpen({ flowId, nodeId, what, reason })}
                >
                  {countWords(count)}
                </button>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

interface SumsProps {
  readonly title: string;
  readonly rows: readonly { readonly key: string; readonly label: string; readonly count: number }[];
}

/** One side of the sums, with bars that compare them. */
export function Sums({ title, rows }: SumsProps) {
  const most = Math.max(1, ...rows.map(({ count }) => count));
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{title}</h2>
      </div>
      <ul className="held-bars">
        {rows.map(({ key, label, count }) => (
          <li key={key}>
            <span>{label}</span>
            <meter min={0} max={most} value={count} aria-hidden="true" />
            <span className="held-count">{countWords(count)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
