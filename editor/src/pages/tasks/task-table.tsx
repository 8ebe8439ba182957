import type { Task } from "@sopflow/schemas";
import { Link } from "@tanstack/react-router";
import { CONSOLE_TEXTS } from "../../i18n/console-texts.js";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import { useSession } from "../../session/session-context.js";
import { momentWords } from "../../time/moment-words.js";
import { useNow } from "../../time/use-now.js";
import { resultWords, TaskStateBadge } from "./task-state-badge.js";

interface TaskTableProps {
  readonly tasks: readonly Task[];
  readonly advisorName: (id: string) => string;
  readonly flowName: (id: string) => string;
  /** On a customer's own page its name says nothing. */
  readonly withCustomer?: boolean;
}

export function TaskTable({ tasks, advisorName, flowName, withCustomer = true }: TaskTableProps) {
  const t = useTexts(CONSOLE_TEXTS);
  const locale = useLocale();
  const { brand } = useSession();
  const now = useNow();
  return (
    <table className="table">
      <thead>
        <tr>
          <th>{t("tasks.task")}</th>
          {withCustomer && <th>{t("tasks.customer")}</th>}
          <th>{t("tasks.advisor")}</th>
          <th>{t("tasks.flow")}</th>
          <th>{t("tasks.due")}</th>
          <th>{t("tasks.state")}</th>
          <th>{t("tasks.result")}</th>
        </tr>
      </thead>
      <tbody>
        {tasks.map((task) => (
          <tr key={task.id}>
            <td>
              <strong>{task.title}</strong>
            </td>
            {withCustomer && (
              <td data-label={t("tasks.customer")}>
                {task.scope === "customer" && (
                  <Link to="/customers/$customerId" params={{ customerId: task.customerId }}>
                    {task.customerName ?? task.customerId}
                  </Link>
                )}
              </td>
            )}
            <td data-label={t("tasks.advisor")}>
              {task.advisorId === undefined ? t("tasks.unassigned") : advisorName(task.advisorId)}
            </td>
            <td data-label={t("tasks.flow")}>{flowName(task.flowId)}</td>
            <td data-label={t("tasks.due")} className="number">
              {momentWords(brand.timezone, task.dueAt, now, locale)}
            </td>
            <td data-label={t("tasks.state")}>
              <TaskStateBadge task={task} now={now} />
            </td>
            <td data-label={t("tasks.result")} className="cell-wide">
              {resultWords(task)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
