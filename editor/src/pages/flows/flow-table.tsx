import type { FlowSummary } from "@sopflow/schemas";
import { Link } from "@tanstack/react-router";
import { actorWords } from "../../i18n/actor-words.js";
import { FLOWS_TEXTS } from "../../i18n/flows-texts.js";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import { countWords } from "../../i18n/money-words.js";
import { useSession } from "../../session/session-context.js";
import { momentWords } from "../../time/moment-words.js";
import { useNow } from "../../time/use-now.js";
import { Tag } from "../../ui/badge.js";
import { FlowRowMenu } from "./flow-row-menu.js";
import { FlowStateBadge } from "./flow-state-badge.js";

/** Flows in rows. Every number opens the list behind it. */
export function FlowTable({ flows, canDesign }: { flows: readonly FlowSummary[]; canDesign: boolean }) {
  const t = useTexts(FLOWS_TEXTS);
  const locale = useLocale();
  const { brand } = useSession();
  const now = useNow();
  return (
    <table className="table flow-table">
      <thead>
        <tr>
          <th>{t("column.name")}</th>
          <th>{t("column.state")}</th>
          <th className="cell-number">{t("column.people")}</th>
          <th className="cell-number">{t("column.dueToday")}</th>
          <th className="cell-number">{t("column.openTasks")}</th>
          <th>{t("column.problems")}</th>
          <th>{t("column.updated")}</th>
          <th>
            <span className="hidden-text">{t("column.actions")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {flows.map((flow) => (
          <tr key={flow.flowId}>
            <td className="flow-name">
              <Link to="/flows/$flowId" params={{ flowId: flow.flowId }} className="cell-main">
                {flow.name}
              </Link>
              {flow.description !== undefined && <div className="cell-sub flow-about">{flow.description}</div>}
            </td>
            <td data-label={t("column.state")}>
              <span className="flow-state">
                <FlowStateBadge state={flow.state} />
                {flow.publishedVersion !== undefined && (
                  <span className="cell-sub">{t("version", { version: flow.publishedVersion })}</span>
                )}
              </span>
            </td>
            <td className="cell-number" data-label={t("column.people")}>
              <Link
                to="/flows/$flowId/people"
                params={{ flowId: flow.flowId }}
                aria-label={t("people.open", { count: flow.people })}
                className={flow.people === 0 ? "zero" : undefined}
              >
                {countWords(flow.people)}
              </Link>
            </td>
            <td className="cell-number" data-label={t("column.dueToday")}>
              <Link
                to="/tasks"
                search={{ flowId: flow.flowId, due: "until-today" }}
                aria-label={t("tasks.today", { count: flow.dueToday })}
                className={flow.dueToday === 0 ? "zero" : undefined}
              >
                {countWords(flow.dueToday)}
              </Link>
            </td>
            <td className="cell-number" data-label={t("column.openTasks")}>
              <Link
                to="/tasks"
                search={{ flowId: flow.flowId }}
                aria-label={t("tasks.open", { count: flow.openTasks })}
                className={flow.openTasks === 0 ? "zero" : undefined}
              >
                {countWords(flow.openTasks)}
              </Link>
            </td>
            <td data-label={t("column.problems")} className={flow.problems === 0 ? "cell-nothing" : undefined}>
              {flow.problems > 0 ? (
                <Link to="/flows/$flowId" params={{ flowId: flow.flowId }} search={{ tab: "problems" }}>
                  <Tag tone="danger">{t("problems", { count: flow.problems })}</Tag>
                </Link>
              ) : (
                <span className="zero">0</span>
              )}
            </td>
            <td className="cell-sub cell-wide cell-begin" data-label={t("column.updated")}>
              {t("updated.by", {
                when: momentWords(brand.timezone, flow.updatedAt, now, locale),
                who: actorWords(flow.updatedBy, locale),
              })}
            </td>
            <td className="cell-actions">
              <FlowRowMenu flow={flow} canDesign={canDesign} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
