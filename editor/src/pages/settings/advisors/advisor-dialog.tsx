import type { Advisor } from "@sopflow/schemas";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useApi } from "../../../api/api-context.js";
import { saveAdvisor } from "../../../api/brand-calls.js";
import { useTexts } from "../../../i18n/locale-context.js";
import { SETTINGS_TEXTS } from "../../../i18n/settings-texts.js";
import { Check, Field, TextInput } from "../../../ui/field.js";
import { useToasts } from "../../../ui/toasts.js";
import { EditDialog } from "../edit-dialog.js";
import { serverWords } from "../field-fault.js";
import { readWhole } from "../read-number.js";
import { FIRST_CONNECTION } from "../wecom/connection-context.js";
import { ConnectionChoice } from "./connection-choice.js";

interface AdvisorDialogProps {
  /** Undefined: a new one. */
  readonly advisor: Advisor | undefined;
  readonly onClose: () => void;
}

const DEFAULT_CAPACITY = "80";

export function AdvisorDialog({ advisor, onClose }: AdvisorDialogProps) {
  const t = useTexts(SETTINGS_TEXTS);
  const api = useApi();
  const queries = useQueryClient();
  const toasts = useToasts();
  const [id, setId] = useState(advisor?.id ?? "");
  const [wecomUserId, setWecomUserId] = useState(advisor?.wecomUserId ?? "");
  const [wecomApp, setWecomApp] = useState(advisor?.wecomApp ?? FIRST_CONNECTION);
  const [name, setName] = useState(advisor?.name ?? "");
  const [pools, setPools] = useState((advisor?.pools ?? ["default"]).join(", "));
  const [capacity, setCapacity] = useState(advisor ? String(advisor.capacityPerDay) : DEFAULT_CAPACITY);
  const [active, setActive] = useState(advisor?.active ?? true);
  const [isTried, setTried] = useState(false);
  const capacityPerDay = readWhole(capacity);
  const save = useMutation({
    mutationFn: () =>
      saveAdvisor(api, id.trim(), {
        name: name.trim(),
        ...(wecomUserId.trim() !== "" && { wecomUserId: wecomUserId.trim() }),
        ...(wecomApp !== FIRST_CONNECTION && { wecomApp }),
        pools: pools.split(/[,，、\s]+/).filter(Boolean),
        capacityPerDay: capacityPerDay ?? 0,
        active,
      }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ["advisors"] });
      toasts.say(t("saved"));
      onClose();
    },
  });
  const isFit = id.trim() !== "" && name.trim() !== "" && capacityPerDay !== undefined;
  const missing = (text: string) => (isTried && text.trim() === "" ? t("field.required") : undefined);
  return (
    <EditDialog
      title={t(advisor ? "advisors.edit" : "advisors.add")}
      busy={save.isPending}
      error={save.error}
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        if (isFit) save.mutate();
      }}
    >
      <div className="form-grid">
        <Field label={t("advisors.name")} error={missing(name)}>
          {(control) => (
            <TextInput {...control} maxLength={80} value={name} onChange={(e) => setName(e.target.value)} />
          )}
        </Field>
        <Field label={t("advisors.id")} hint={t("advisors.idHint")} error={missing(id)}>
          {(control) => (
            <TextInput
              {...control}
              maxLength={128}
              disabled={advisor !== undefined}
              value={id}
              onChange={(e) => setId(e.target.value)}
            />
          )}
        </Field>
        <Field
          label={t("advisors.wecom")}
          hint={t("advisors.wecomHint")}
          error={serverWords(save.error, "wecomUserId")}
        >
          {(control) => (
            <TextInput
              {...control}
              maxLength={64}
              placeholder={id}
              value={wecomUserId}
              onChange={(e) => setWecomUserId(e.target.value)}
            />
          )}
        </Field>
        <ConnectionChoice value={wecomApp} onChange={setWecomApp} />
        <Field label={t("advisors.pools")} hint={t("advisors.poolsHint")} error={serverWords(save.error, "pools")}>
          {(control) => <TextInput {...control} value={pools} onChange={(e) => setPools(e.target.value)} />}
        </Field>
        <Field
          label={t("advisors.capacity")}
          error={isTried && capacityPerDay === undefined ? t("field.number") : undefined}
        >
          {(control) => (
            <TextInput
              {...control}
              inputMode="numeric"
              value={capacity}
              onChange={(e) => setCapacity(e.target.value)}
            />
          )}
        </Field>
      </div>
      <Check checked={active} onChange={(e) => setActive(e.target.checked)}>
        {t("advisors.active")}
      </Check>
    </EditDialog>
  );
}
