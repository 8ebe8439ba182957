import type { Json } from "@sopflow/schemas";
import { Plus, Trash2 } from "lucide-react";
import { FORM_TEXTS } from "../../i18n/form-texts.js";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import { Button, IconButton } from "../../ui/button.js";
import { TextArea, TextInput } from "../../ui/field.js";
import { OptionalPart } from "../fields/choice-field.js";
import { TextField } from "../fields/text-field.js";
import { pathText, problemAt, useForm } from "../form-context.js";
import { FormField, FormGroup } from "../form-field.js";
import { useDraft } from "../use-draft.js";
import type { NodeForm } from "./node-form.js";

export const WebhookForm: NodeForm<"webhook"> = ({ data: { url, headers, body } }) => {
  const t = useTexts(FORM_TEXTS);
  return (
    <>
      <TextField path={["url"]} label={t("webhook.url")} value={url} />
      <Headers value={headers} />
      <OptionalPart path={["body"]} label={t("webhook.body")} value={body} initial={{}}>
        <Body value={body ?? {}} />
      </OptionalPart>
    </>
  );
};

function Headers({ value }: { value: Readonly<Record<string, string>> }) {
  const t = useTexts(FORM_TEXTS);
  const form = useForm();
  const locale = useLocale();
  const { change, seal } = form;
  const rows = Object.entries(value);
  const set = (next: readonly (readonly [string, string])[]) => change(["headers"], Object.fromEntries(next));
  return (
    <FormGroup
      path={["headers"]}
      label={t("webhook.headers")}
      hint={t("webhook.headersHint", { place: "{{secret.name}}" })}
    >
      {rows.map(([name, content], i) => {
        const problem = problemAt(form, ["headers", name]);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place, its name is being typed
          <div key={i} className="header-row" data-path={pathText(["headers", name])} data-severity={problem?.severity}>
            <TextInput
              aria-label={t("webhook.headerName")}
              value={name}
              onChange={({ target }) => set(rows.map((row, at) => (at === i ? [target.value, row[1]] : row)))}
              onBlur={seal}
            />
            <TextInput
              aria-label={t("webhook.headerValue")}
              value={content}
              onChange={({ target }) => set(rows.map((row, at) => (at === i ? [row[0], target.value] : row)))}
              onBlur={seal}
            />
            <IconButton
              size="s"
              label={t("list.remove", { name })}
              onClick={() => set(rows.filter((_, at) => at !== i))}
            >
              <Trash2 size={14} aria-hidden />
            </IconButton>
            {problem && <p className="field-error">{problem.message[locale]}</p>}
          </div>
        );
      })}
      <Button size="s" icon={<Plus size={14} aria-hidden />} onClick={() => set([...rows, [freeName(value), ""]])}>
        {t("webhook.addHeader")}
      </Button>
    </FormGroup>
  );
}

function freeName(headers: Readonly<Record<string, string>>): string {
  for (let n = 1; ; n++) if (!Object.hasOwn(headers, `X-Header-${n}`)) return `X-Header-${n}`;
}

/** What is sent is made for machines, so it is written as they read it. */
function Body({ value }: { value: Json }) {
  const t = useTexts(FORM_TEXTS);
  const draft = useDraft<string>({
    path: ["body"],
    value: JSON.stringify(value, null, 2),
    format: (text) => text,
    parse: (text) => (isJson(text) ? { value: text } : undefined),
    toFile: (text) => JSON.parse(text),
    unreadable: t("webhook.notJson"),
  });
  return (
    <FormField path={["body"]} label={t("webhook.bodyLabel")} hint={t("webhook.bodyHint")} refusal={draft.refusal}>
      {(control) => (
        <TextArea
          {...control}
          className="code"
          rows={6}
          spellCheck={false}
          value={draft.text}
          onChange={(event) => draft.type(event.target.value)}
          onBlur={draft.leave}
        />
      )}
    </FormField>
  );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
