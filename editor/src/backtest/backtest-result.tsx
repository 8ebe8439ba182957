import type { Backtest, BacktestOutcome } from "@sopflow/schemas";
import { useQuery } from "@tanstack/react-query";
import { useStore } from "zustand";
import { useApi } from "../api/api-context.js";
import { loadAdvisors } from "../api/brand-calls.js";
import { useEditor } from "../editing/editor-session.js";
import { BACKTEST_TEXTS } from "../i18n/backtest-texts.js";
import { useLocale, useTexts } from "../i18n/locale-context.js";
import { countWords } from "../i18n/money-words.js";
import { titleOf } from "../nodes/registry.js";
import { useSession } from "../session/session-context.js";
import { dayWords } from "../time/moment-words.js";
import { useNow } from "../time/use-now.js";
import { DifferenceTable } from "./difference-table.js";

/** What the draft would have done, beside what the live version would have. */
export function BacktestResult({ run: { history, draft, live } }: { readonly run: Backtest }) {
  const t = useTexts(BACKTEST_TEXTS);
  const locale = useLocale();
  const { brand } = useSession();
  const now = useNow();
  const api = useApi();
  const { document } = useEditor();
  const nodes = useStore(document.store, (state) => state.flow.nodes);
  const advisors = useQuery({ queryKey: ["advisors"], queryFn: () => loadAdvisors(api) });
  if (!history || !draft) return null;
  const nameOf = (id: string | undefined) =>
    id === undefined ? t("nobody") : (advisors.data?.items.find((advisor) => advisor.id === id)?.name ?? id);
  const day = (at: number) => dayWords(brand.timezone, at, now, locale);
  const numbers = { events: countWords(history.events), customers: countWords(history.customers) };
  const stepOf = (id: string) => {
    const node = nodes.find((one) => one.id === id);
    return node ? titleOf(node, locale) : id;
  };
  const ids = [...new Set([...draft.nodes, ...(live?.nodes ?? [])].map(({ nodeId }) => nodeId))];
  const at = (outcome: BacktestOutcome | undefined, id: string) => outcome?.nodes.find(({ nodeId }) => nodeId === id);
  const keys = ["entered", "completed", "active", "tasks", "deferred", "overContacts"] as const;
  const head = { first: t("what"), liveVersion: live?.version };
  return (
    <section className="forecast" aria-label={t("run")}>
      <p className="forecast-notes">
        {t("history", { from: day(history.from), until: day(history.until), ...numbers })} {history.isCut && t("isCut")}{" "}
        {t("older")}
      </p>
      <DifferenceTable
        {...head}
        rows={keys.map((key) => ({ key, name: t(key), draft: draft[key], live: live?.[key] }))}
      />
      <details>
        <summary>{t("nodes")}</summary>
        <DifferenceTable
          {...head}
          rows={ids.map((id) => ({
            key: id,
            name: stepOf(id),
            draft: at(draft, id)?.entered ?? 0,
            live: live && (at(live, id)?.entered ?? 0),
          }))}
        />
      </details>
      <details>
        <summary>{t("advisors")}</summary>
        <div className="forecast-scroll">
          <table className="forecast-table">
            <thead>
              <tr>
                <th scope="col">{t("advisor")}</th>
                <th scope="col">{t("tasks")}</th>
                <th scope="col">{t("busiest")}</th>
                <th scope="col">{t("overDays")}</th>
              </tr>
            </thead>
            <tbody>
              {draft.advisors.map(({ advisorId, tasks, busiest, overDays }) => (
                <tr key={advisorId ?? ""}>
                  <th scope="row">{nameOf(advisorId)}</th>
                  <td>{countWords(tasks)}</td>
                  <td>{busiest ? t("busiestOf", { date: busiest.date, count: busiest.contacts }) : "–"}</td>
                  <td className={overDays > 0 ? "forecast-over" : undefined}>{overDays}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  );
}
