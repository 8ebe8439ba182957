import "./team.css";
import type { WireTask } from "@sopflow/schemas";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useApi } from "../../api/api-context.js";
import { loadAdvisors } from "../../api/brand-calls.js";
import { useTexts } from "../../i18n/locale-context.js";
import { TEAM_TEXTS } from "../../i18n/team-texts.js";
import { UI_TEXTS } from "../../i18n/ui-texts.js";
import { Button } from "../../ui/button.js";
import { Dialog } from "../../ui/dialog.js";
import { Field, Select } from "../../ui/field.js";
import { Notice } from "../../ui/notice.js";
import { useToasts } from "../../ui/toasts.js";
import { TaskChoice } from "./task-choice.js";
import { useReassign } from "./use-reassign.js";

interface ReassignDialogProps {
  readonly title: string;
  readonly tasks: readonly WireTask[];
  /** Whose they are; nobody is offered their own. */
  readonly from: string | undefined;
  readonly to?: string | undefined;
  readonly onClose: () => void;
}

/** Hands tasks on to another advisor: which ones, and to whom. */
export function ReassignDialog({ title, tasks, from, to: proposed, onClose }: ReassignDialogProps) {
  const t = useTexts(TEAM_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const api = useApi();
  const toasts = useToasts();
  const formId = useId();
  const list = useQuery({ queryKey: ["advisors"], queryFn: () => loadAdvisors(api) });
  const [to, setTo] = useState(proposed ?? "");
  const [left, setLeft] = useState(tasks);
  // One task was chosen already, and who takes over takes all of it unless told otherwise.
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(tasks.length === 1 || proposed !== undefined ? tasks.map(({ id }) => id) : []),
  );
  const [isTried, setTried] = useState(false);
  const others = (list.data?.items ?? []).filter(({ id, active }) => active && id !== from);
  const nameOf = (id: string) => others.find((advisor) => advisor.id === id)?.name ?? id;

  const reassign = useReassign(ui("failed"), ({ done, failed }, advisorId) => {
    if (done.length > 0) toasts.say(t("reassign.done", { count: done.length, name: nameOf(advisorId) }));
    if (failed.size === 0) return onClose();
    setLeft((before) => before.filter(({ id }) => !done.includes(id)));
    setChosen(new Set(failed.keys()));
  });
  const failed = reassign.data?.failed;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (to !== "" && chosen.size > 0) reassign.mutate({ taskIds: [...chosen], to });
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      holdsInput
      actions={
        <>
          <Button onClick={onClose}>{ui("cancel")}</Button>
          <Button type="submit" form={formId} tone="primary" busy={reassign.isPending}>
            {t("reassign.submit", { count: chosen.size })}
          </Button>
        </>
      }
    >
      <form id={formId} className="team-form" onSubmit={submit} noValidate>
        <Field
          label={t("reassign.to")}
          error={isTried && to === "" ? t("reassign.pickAdvisor") : undefined}
          {...(list.data && others.length === 0 && { hint: t("reassign.nobody") })}
        >
          {(control) => (
            <Select {...control} value={to} onChange={(event) => setTo(event.target.value)}>
              <option value="">{t("reassign.choose")}</option>
              {others.map((advisor) => (
                <option key={advisor.id} value={advisor.id}>
                  {t("reassign.free", { name: advisor.name, open: advisor.openTasks })}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {failed && failed.size > 0 && (
          <Notice
            tone="danger"
            live
            title={t("reassign.some", { done: reassign.data?.done.length ?? 0, failed: failed.size })}
          >
            {[...new Set(failed.values())].join(" ")}
          </Notice>
        )}
        {tasks.length > 1 && (
          <TaskChoice
            tasks={left}
            chosen={chosen}
            onChange={setChosen}
            problem={isTried && chosen.size === 0 ? t("reassign.pickTasks") : undefined}
          />
        )}
      </form>
    </Dialog>
  );
}
