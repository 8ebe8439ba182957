import "./inside.css";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useApi } from "../api/api-context.js";
import { loadVersion, loadVersions } from "../api/flow-calls.js";
import { exitEnrollment, moveEnrollment, type PersonInside } from "../api/inside-calls.js";
import { INSIDE_TEXTS } from "../i18n/inside-texts.js";
import { useLocale, useTexts } from "../i18n/locale-context.js";
import { UI_TEXTS } from "../i18n/ui-texts.js";
import { nodeName } from "../pages/people/node-name.js";
import { Button } from "../ui/button.js";
import { Dialog } from "../ui/dialog.js";
import { FailureNotice } from "../ui/failure-notice.js";
import { Field, Select, TextArea } from "../ui/field.js";
import { useToasts } from "../ui/toasts.js";

export interface OrderDialogProps extends PersonInside {
  readonly kind: "move" | "exit";
  readonly flowId: string;
  readonly flowName: string;
  /** What the customer is called. */
  readonly name: string;
  readonly onClose: () => void;
}

const MAX_NOTE = 500;

/** Puts one person on another step of the newest version, or out of the flow, with a reason. */
export function OrderDialog({ kind, flowId, flowName, name, customerId, enrollmentId, onClose }: OrderDialogProps) {
  const t = useTexts(INSIDE_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const locale = useLocale();
  const api = useApi();
  const queries = useQueryClient();
  const toasts = useToasts();
  const formId = useId();
  const [note, setNote] = useState("");
  const [to, setTo] = useState("");
  const [isTried, setTried] = useState(false);
  const steps = useQuery({
    queryKey: ["flow", flowId, "newest-steps"],
    enabled: kind === "move",
    queryFn: async () => {
      const [newest] = (await loadVersions(api, flowId)).items;
      const nodes = newest ? (await loadVersion(api, flowId, newest.version)).flow.nodes : [];
      return nodes.filter((node) => !node.type.startsWith("trigger.") && !node.disabled);
    },
  });
  const order = useMutation({
    mutationFn: () => {
      const person = { customerId, enrollmentId };
      return kind === "move" ? moveEnrollment(api, person, to, note.trim()) : exitEnrollment(api, person, note.trim());
    },
    onSuccess: () => {
      toasts.say(t(kind === "move" ? "order.moved" : "order.exited", { name }));
      onClose();
    },
    onSettled: () => {
      for (const key of ["people", "customer", "flow"]) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
  const isComplete = note.trim() !== "" && (kind === "exit" || to !== "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isComplete) order.mutate();
  };
  return (
    <Dialog
      title={t(kind === "move" ? "order.moveTitle" : "order.exitTitle", { name, flow: flowName })}
      size="s"
      holdsInput
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{ui("cancel")}</Button>
          <Button type="submit" form={formId} tone={kind === "exit" ? "danger" : "primary"} busy={order.isPending}>
            {t(`order.${kind}`)}
          </Button>
        </>
      }
    >
      <form id={formId} className="order-form" onSubmit={submit} noValidate>
        {kind === "exit" && <p>{t("order.exitText")}</p>}
        {kind === "move" && (
          <Field
            label={t("order.to")}
            hint={t("order.toHint")}
            error={isTried && to === "" ? t("order.toMissing") : undefined}
          >
            {(control) => (
              <Select {...control} value={to} onChange={(event) => setTo(event.target.value)}>
                <option value="">{t("order.choose")}</option>
                {(steps.data ?? []).map((node) => (
                  <option key={node.id} value={node.id}>
                    {nodeName(node, locale)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
        <Field
          label={t("order.note")}
          hint={t("order.noteHint")}
          error={isTried && note.trim() === "" ? t("order.noteMissing") : undefined}
        >
          {(control) => (
            <TextArea
              {...control}
              rows={2}
              maxLength={MAX_NOTE}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
        {steps.isError && <FailureNotice error={steps.error} onRetry={() => void steps.refetch()} />}
        {order.isError && <FailureNotice error={order.error} />}
      </form>
    </Dialog>
  );
}
