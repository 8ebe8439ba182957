import "../team.css";
import "./hand-over.css";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useApi } from "../../../api/api-context.js";
import { loadAdvisors } from "../../../api/brand-calls.js";
import { handOver, loadHandOvers } from "../../../api/hand-over-calls.js";
import { HAND_OVER_TEXTS } from "../../../i18n/hand-over-texts.js";
import { useTexts } from "../../../i18n/locale-context.js";
import { UI_TEXTS } from "../../../i18n/ui-texts.js";
import { Button } from "../../../ui/button.js";
import { Dialog } from "../../../ui/dialog.js";
import { FailureNotice } from "../../../ui/failure-notice.js";
import { Field, Select, TextArea } from "../../../ui/field.js";
import { Notice } from "../../../ui/notice.js";
import { HandOverProgress } from "./hand-over-progress.js";

export interface HandOverDialogProps {
  readonly from: { readonly id: string; readonly name: string; readonly active: boolean };
  /** One customer; without, everybody whose advisor `from` is. */
  readonly customer?: { readonly id: string; readonly name: string };
  readonly onClose: () => void;
}

const MAX_MESSAGE = 200;
const REFRESH_MS = 3_000;

/** Hands customers to another advisor, and shows how far WeCom is with those handed over before. */
export function HandOverDialog({ from, customer, onClose }: HandOverDialogProps) {
  const t = useTexts(HAND_OVER_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const api = useApi();
  const queries = useQueryClient();
  const formId = useId();
  const [to, setTo] = useState("");
  const [message, setMessage] = useState("");
  const [isLeaver, setLeaver] = useState(!from.active);
  const [isTried, setTried] = useState(false);
  const advisors = useQuery({ queryKey: ["advisors"], queryFn: () => loadAdvisors(api) });
  const about = customer ? { customerId: customer.id } : { from: from.id };
  const progress = useQuery({
    queryKey: ["hand-overs", about],
    queryFn: () => loadHandOvers(api, about),
    refetchInterval: REFRESH_MS,
  });
  const others = (advisors.data?.items ?? []).filter(({ id, active }) => active && id !== from.id);
  const hand = useMutation({
    mutationFn: () =>
      handOver(api, {
        from: from.id,
        to,
        leaver: isLeaver,
        ...(customer && { customerIds: [customer.id] }),
        ...(!isLeaver && message.trim() !== "" && { message: message.trim() }),
      }),
    onSuccess: () => {
      for (const key of ["hand-overs", "customer", "team"]) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (to !== "") hand.mutate();
  };
  return (
    <Dialog
      title={customer ? t("titleOne", { name: customer.name }) : t("titleAll", { name: from.name })}
      onClose={onClose}
      holdsInput
      actions={
        <>
          <Button onClick={onClose}>{ui(hand.isSuccess ? "close" : "cancel")}</Button>
          <Button type="submit" form={formId} tone="primary" busy={hand.isPending} disabled={hand.isSuccess}>
            {t(customer ? "submitOne" : "submitAll")}
          </Button>
        </>
      }
    >
      <form id={formId} className="team-form" onSubmit={submit} noValidate>
        <p className="hand-over-how">{t("how")}</p>
        <Field
          label={t("to")}
          error={isTried && to === "" ? t("pickAdvisor") : undefined}
          {...(advisors.data && others.length === 0 && { hint: t("nobody") })}
        >
          {(control) => (
            <Select {...control} value={to} onChange={(event) => setTo(event.target.value)}>
              <option value="">{t("choose")}</option>
              {others.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <label className="hand-over-leaver">
          <input type="checkbox" checked={isLeaver} onChange={(event) => setLeaver(event.target.checked)} />
          <span>
            {t("leaver", { name: from.name })}
            <small>{t("leaverHint")}</small>
          </span>
        </label>
        {!isLeaver && (
          <Field label={t("message")} hint={t("messageHint")}>
            {(control) => (
              <TextArea
                {...control}
                rows={2}
                maxLength={MAX_MESSAGE}
                value={message}
                onChange={(event) => setMessage(event.target.value)}
              />
            )}
          </Field>
        )}
        {hand.data && <HandedNotice answer={hand.data} />}
        {hand.isError && <FailureNotice error={hand.error} />}
      </form>
      {progress.data && progress.data.items.length > 0 && <HandOverProgress list={progress.data} />}
    </Dialog>
  );
}

function HandedNotice({ answer }: { readonly answer: { asked: number; done: number; busy: readonly string[] } }) {
  const t = useTexts(HAND_OVER_TEXTS);
  const words = [
    answer.asked > 0 && t("asked", { count: answer.asked }),
    answer.done > 0 && t("done", { count: answer.done }),
    answer.busy.length > 0 && t("busy", { count: answer.busy.length }),
  ].filter(Boolean);
  return (
    <Notice tone={words.length > 0 ? "info" : "warn"} live>
      {words.length > 0 ? words.join(" · ") : t("none")}
    </Notice>
  );
}
