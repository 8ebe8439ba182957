import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useId, useState } from "react";
import { useApi } from "../../api/api-context.js";
import { createFlow, loadTemplates } from "../../api/flow-calls.js";
import type { WireFlowTemplate } from "../../api/wire-types.js";
import { FLOWS_TEXTS } from "../../i18n/flows-texts.js";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import { UI_TEXTS } from "../../i18n/ui-texts.js";
import { Button } from "../../ui/button.js";
import { Dialog } from "../../ui/dialog.js";
import { FailureNotice } from "../../ui/failure-notice.js";
import { Field, TextInput } from "../../ui/field.js";
import { Skeleton } from "../../ui/notice.js";

/** A new flow: one of the templates, with what each is for, or an empty canvas. */
export function NewFlowDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(FLOWS_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const locale = useLocale();
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const formId = useId();
  const [templateId, setTemplateId] = useState("");
  const [typed, setTyped] = useState<string>();
  const templates = useQuery({
    queryKey: ["templates"],
    queryFn: () => loadTemplates(api),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const chosen = templates.data?.items.find(({ id }) => id === templateId);
  const name = typed ?? chosen?.flow.name ?? "";
  const create = useMutation({
    mutationFn: () => {
      const title = name.trim() === "" ? t("new.untitled") : name.trim();
      return createFlow(api, chosen ? { template: chosen.id, name: title } : { name: title });
    },
    onSuccess: ({ flowId }) => {
      void queries.invalidateQueries({ queryKey: ["flows"] });
      void navigate({ to: "/flows/$flowId", params: { flowId } });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <Dialog
      title={t("new.title")}
      description={t("new.intro")}
      size="l"
      onClose={onClose}
      holdsInput
      actions={
        <>
          <Button onClick={onClose}>{ui("cancel")}</Button>
          <Button type="submit" form={formId} tone="primary" busy={create.isPending}>
            {t("new.create")}
          </Button>
        </>
      }
    >
      <form id={formId} className="new-flow" onSubmit={submit} noValidate>
        {templates.isPending && <Skeleton lines={5} label={ui("loading")} />}
        {templates.isError && <FailureNotice error={templates.error} onRetry={() => void templates.refetch()} />}
        <fieldset className="template-grid">
          <legend className="hidden-text">{t("new.intro")}</legend>
          {templates.data?.items.map((template) => (
            <TemplateChoice
              key={template.id}
              id={template.id}
              isChosen={templateId === template.id}
              onChoose={setTemplateId}
              title={template.name[locale]}
              about={template.purpose[locale]}
              steps={t("new.steps", { nodes: template.flow.nodes.length, tasks: countTaskNodes(template) })}
            />
          ))}
          <TemplateChoice
            id=""
            isChosen={templateId === ""}
            onChoose={setTemplateId}
            title={t("new.blank")}
            about={t("new.blankText")}
          />
        </fieldset>
        <Field label={t("new.name")}>
          {(control) => (
            <TextInput
              {...control}
              maxLength={80}
              placeholder={t("new.untitled")}
              value={name}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
        {create.isError && <FailureNotice error={create.error} />}
      </form>
    </Dialog>
  );
}

const countTaskNodes = ({ flow }: WireFlowTemplate): number =>
  flow.nodes.filter(({ type }) => type === "task" || type === "campaign.rhythm").length;

interface TemplateChoiceProps {
  readonly id: string;
  readonly isChosen: boolean;
  readonly onChoose: (id: string) => void;
  readonly title: string;
  readonly about: string;
  readonly steps?: string;
}

const TemplateChoice = ({ id, isChosen, onChoose, title, about, steps }: TemplateChoiceProps) => (
  <label className="template">
    <input type="radio" name="template" value={id} checked={isChosen} onChange={() => onChoose(id)} />
    <span className="template-title">{title}</span>
    <span className="template-about">{about}</span>
    {steps !== undefined && <span className="template-steps">{steps}</span>}
  </label>
);
