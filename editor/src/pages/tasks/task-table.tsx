import type { WireTask } from "@sopflow/schemas";
import { Link } from "@tanstack/react-router";
import { UserRoundPen } from "lucide-react";
import { CONSOLE_TEXTS } from "../../i18n/console-texts.js";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import { mayReadFlows, useSession } from "../../session/session-context.js";
import { momentWords } from "../../time/moment-words.js";
import { useNow } from "../../time/use-now.js";
import { IconButton } from "../../ui/button.js";
import { WhyButton } from "../../why/why-button.js";
import { resultWords, TaskStateBadge } from "./task-state-badge.js";

interface TaskTableProps {
  readonly tasks: readonly WireTask[];
  readonly advisorName: (id: string) => string;
  /** On a customer's own page its name says nothing. */
  readonly withCustomer?: boolean;
  /** Absent: whoever looks may not hand tasks on. */
  readonly onReassign?: (task: WireTask) => void;
}

/** Tasks in rows, with where they come from and what came of them. */
export function TaskTable({ tasks, advisorName, withCustomer = true, onReassign }: TaskTableProps) {
  const t = useTexts(CONSOLE_TEXTS);
  const locale = useLocale();
  const session = useSession();
  const now = useNow();
  const when = (at: number) => momentWords(session.brand.timezone, at, now, locale);
  return (
    <table className="table">
      <thead>
        <tr>
          <th>{t("tasks.task")}</th>
          {withCustomer && <th>{t("tasks.customer")}</th>}
          <th>{t("tasks.advisor")}</th>
          <th>{t("tasks.due")}</th>
          <th>{t("tasks.state")}</th>
          <th>{t("tasks.result")}</th>
          <th>
            <span className="hidden-text">{t("tasks.actions")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {tasks.map((task) => (
          <tr key={task.id}>
            <td>
              <div className="cell-title">{task.title}</div>
              <div className="cell-sub">
                {mayReadFlows(session) ? (
                  <Link to="/flows/$flowId" params={{ flowId: task.flowId }} className="cell-from">
                    {task.flowName ?? task.flowId}
                  </Link>
                ) : (
                  (task.flowName ?? task.flowId)
                )}
                {task.nodeTitle !== undefined && ` · ${task.nodeTitle}`}
              </div>
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
              {task.advisorId === undefined ? (
                <span className="zero">{t("tasks.unassigned")}</span>
              ) : (
                advisorName(task.advisorId)
              )}
            </td>
            <td data-label={t("tasks.due")} className="cell-moment">
              {when(task.dueAt)}
            </td>
            <td data-label={t("tasks.state")}>
              <TaskStateBadge task={task} now={now} />
            </td>
            <td data-label={t("tasks.result")} className="cell-wide cell-result">
              {task.closedAt !== undefined && (
                <>
                  {resultWords(task, locale)} <span className="cell-sub cell-moment">{when(task.closedAt)}</span>
                </>
              )}
            </td>
            <td className="cell-actions">
              <WhyButton ask={{ of: "task", taskId: task.id }} name={task.title} />
              {onReassign && task.state === "open" && (
                <IconButton
                  label={t("tasks.reassignOf", { title: task.title })}
                  size="s"
                  onClick={() => onReassign(task)}
                >
                  <UserRoundPen size={16} aria-hidden />
                </IconButton>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
