import { splitGroups } from "@sopflow/engine/core";
import type { FlowNode } from "@sopflow/schemas";
import { useDocument } from "../editing/editor-session.js";
import { useLocale, useTexts } from "../i18n/locale-context.js";
import { PREVIEW_TEXTS } from "../i18n/preview-texts.js";
import { eventWords } from "../i18n/value-words.js";
import { titleOf } from "../nodes/registry.js";
import { fieldText, readField } from "../time/brand-time.js";
import { Field, Select, TextInput } from "../ui/field.js";
import { entryProps, triggerOf, triggersOf } from "./compute-preview.js";
import { EventPropsForm } from "./event-props-form.js";
import { moment } from "./line-words.js";
import { usePreviewState, usePreviewStore } from "./preview-store.js";
import { useLineSpeech } from "./use-line-speech.js";
import { usePreviewBrand } from "./use-preview-run.js";

/** When and how the customer comes into the flow, and into which groups of its splits. */
export function StartSection() {
  const t = useTexts(PREVIEW_TEXTS);
  const locale = useLocale();
  const speech = useLineSpeech();
  const store = usePreviewStore();
  const flow = useDocument((state) => state.flow);
  const startAt = usePreviewState((state) => state.startAt);
  const chosen = usePreviewState((state) => state.trigger);
  const isReal = usePreviewState((state) => state.who.kind === "real");
  const triggers = triggersOf(flow);
  const trigger = triggerOf(flow, chosen);
  const { timezone } = flow.settings;
  return (
    <details className="preview-more preview-part">
      <summary>
        {moment(startAt, speech)}
        {trigger && ` · ${titleOf(trigger, locale)}`}
      </summary>
      <div className="preview-fields">
        <Field label={t("start")} className="preview-wide">
          {(control) => (
            <TextInput
              {...control}
              type="datetime-local"
              value={fieldText(timezone, startAt)}
              onChange={(event) => {
                const at = readField(timezone, event.target.value);
                if (at !== undefined) store.setState({ startAt: at, at, playing: false });
              }}
            />
          )}
        </Field>
        {triggers.length > 1 && (
          <Field label={t("trigger")} className="preview-wide">
            {(control) => (
              <Select
                {...control}
                value={trigger?.id ?? ""}
                onChange={(event) =>
                  store.setState({ trigger: event.target.value, at: startAt, answers: {}, events: [] })
                }
              >
                {triggers.map((node) => (
                  <option key={node.id} value={node.id}>
                    {titleOf(node, locale)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
      </div>
      {trigger && <EntryFields trigger={trigger} />}
      {!isReal && <GroupFields />}
    </details>
  );
}

const HINTS = {
  "trigger.schedule": "entry.schedule",
  "trigger.audience": "entry.audience",
  "trigger.manual": "entry.manual",
} as const;
const hasHint = (type: string): type is keyof typeof HINTS => Object.hasOwn(HINTS, type);

function EntryFields({ trigger }: { trigger: FlowNode }) {
  const t = useTexts(PREVIEW_TEXTS);
  const locale = useLocale();
  const store = usePreviewStore();
  const products = usePreviewBrand()?.products ?? [];
  const props = usePreviewState((state) => state.entry[trigger.id]);
  if (hasHint(trigger.type)) return <p className="preview-note">{t(HINTS[trigger.type])}</p>;
  if (trigger.type !== "trigger.event") return null;
  return (
    <fieldset className="preview-entry">
      <legend>{t("entry.props", { event: eventWords(trigger.data.event, locale) })}</legend>
      <EventPropsForm
        type={trigger.data.event}
        props={props ?? entryProps(trigger, store.getState(), products)}
        onChange={(next) => store.setState(({ entry }) => ({ entry: { ...entry, [trigger.id]: next } }))}
      />
    </fieldset>
  );
}

/** Into which group of a split a made-up customer falls. */
function GroupFields() {
  const t = useTexts(PREVIEW_TEXTS);
  const { node, locale } = useLineSpeech();
  const store = usePreviewStore();
  const flow = useDocument((state) => state.flow);
  const groups = usePreviewState((state) => state.groups);
  return splitGroups(flow).map(({ nodeId, groups: own }) => {
    const found = node(nodeId);
    const usual = own.find((one) => !one.holdout) ?? own[0];
    return (
      <Field key={nodeId} label={t("group", { title: found ? titleOf(found, locale) : nodeId })}>
        {(control) => (
          <Select
            {...control}
            value={groups[nodeId] ?? usual?.id ?? ""}
            onChange={(event) =>
              store.setState(({ groups: before }) => ({ groups: { ...before, [nodeId]: event.target.value } }))
            }
          >
            {own.map(({ id, label, holdout }) => (
              <option key={id} value={id}>
                {holdout ? t("group.holdout", { label: label || id }) : label || id}
              </option>
            ))}
          </Select>
        )}
      </Field>
    );
  });
}
