import type { FlowSummary } from "@sopflow/schemas";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useApi } from "../../api/api-context.js";
import { renameFlow } from "../../api/flow-calls.js";
import { FLOWS_TEXTS } from "../../i18n/flows-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { UI_TEXTS } from "../../i18n/ui-texts.js";
import { Button } from "../../ui/button.js";
import { Dialog } from "../../ui/dialog.js";
import { failureWords } from "../../ui/failure-notice.js";
import { Field, TextInput } from "../../ui/field.js";

export function RenameDialog({ flow, onClose }: { flow: FlowSummary; onClose: () => void }) {
  const t = useTexts(FLOWS_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const api = useApi();
  const queries = useQueryClient();
  const formId = useId();
  const [name, setName] = useState(flow.name);
  const [isTried, setTried] = useState(false);
  const rename = useMutation({
    mutationFn: () => renameFlow(api, flow.flowId, name.trim(), flow.revision),
    onSuccess: onClose,
    onSettled: () => queries.invalidateQueries({ queryKey: ["flows"] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (name.trim() !== "") rename.mutate();
  };
  const error =
    isTried && name.trim() === ""
      ? t("rename.empty")
      : rename.error
        ? failureWords(rename.error, ui("failed"))
        : undefined;
  return (
    <Dialog
      title={t("rename.title")}
      size="s"
      onClose={onClose}
      holdsInput
      actions={
        <>
          <Button onClick={onClose}>{ui("cancel")}</Button>
          <Button type="submit" form={formId} tone="primary" busy={rename.isPending}>
            {ui("save")}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate>
        <Field label={t("rename.label")} error={error}>
          {(control) => (
            <TextInput {...control} maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
