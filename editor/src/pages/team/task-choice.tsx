import type { WireTask } from "@sopflow/schemas";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import { TEAM_TEXTS } from "../../i18n/team-texts.js";
import { useSession } from "../../session/session-context.js";
import { momentWords } from "../../time/moment-words.js";
import { useNow } from "../../time/use-now.js";
import { classNames } from "../../ui/class-names.js";
import { Check } from "../../ui/field.js";

interface TaskChoiceProps {
  readonly tasks: readonly WireTask[];
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
  readonly problem: string | undefined;
}

/** Some of an advisor's tasks, the most urgent first. */
export function TaskChoice({ tasks, chosen, onChange, problem }: TaskChoiceProps) {
  const t = useTexts(TEAM_TEXTS);
  const locale = useLocale();
  const { brand } = useSession();
  const now = useNow();
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChange(next);
  };
  const isAll = chosen.size === tasks.length;
  return (
    <fieldset className="team-choice">
      <legend className="field-label">{t("reassign.tasks")}</legend>
      {problem !== undefined && <p className="field-error">{problem}</p>}
      <Check checked={isAll} onChange={() => onChange(new Set(isAll ? [] : tasks.map(({ id }) => id)))}>
        {t("reassign.all", { count: tasks.length })}
      </Check>
      <ul>
        {tasks.map((task) => (
          <li key={task.id}>
            <Check checked={chosen.has(task.id)} onChange={() => toggle(task.id)}>
              <span className="cell-title">{task.title}</span>
              <span className="cell-sub">
                {task.scope === "customer" && ` ${task.customerName ?? task.customerId} ·`}{" "}
                <span className={classNames(task.dueAt <= now && "team-danger")}>
                  {t("reassign.due", { time: momentWords(brand.timezone, task.dueAt, now, locale) })}
                </span>
              </span>
            </Check>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
