import { EVENTS, type JsonObject } from "@sopflow/schemas";
import { useState } from "react";
import { randomText } from "../document/new-id.js";
import { useDocument } from "../editing/editor-session.js";
import { useLocale, useTexts } from "../i18n/locale-context.js";
import { PREVIEW_TEXTS } from "../i18n/preview-texts.js";
import { eventWords } from "../i18n/value-words.js";
import { fieldText, readField } from "../time/brand-time.js";
import { Button } from "../ui/button.js";
import { Field, Select, TextInput } from "../ui/field.js";
import { usualProps } from "./compute-preview.js";
import { EventPropsForm } from "./event-props-form.js";
import { usePreviewState, usePreviewStore } from "./preview-store.js";
import { usePreviewBrand } from "./use-preview-run.js";

const COMMON = [
  ["message.received", "add.reply"],
  ["order.paid", "add.paid"],
  ["order.delivered", "add.delivered"],
  ["tag.added", "add.tag"],
  ["complaint.opened", "add.complaint"],
  ["friend.removed", "add.removed"],
] as const;
const CUSTOM = "custom";

/** Lets something happen to the customer, at the slider's time or another. */
export function AddEvent() {
  const t = useTexts(PREVIEW_TEXTS);
  const locale = useLocale();
  const store = usePreviewStore();
  const products = usePreviewBrand()?.products ?? [];
  const zone = useDocument((state) => state.flow.settings.timezone);
  const startAt = usePreviewState((state) => state.startAt);
  const count = usePreviewState((state) => state.events.length);
  const [at, setAt] = useState(() => Math.max(store.getState().at, startAt));
  const [kind, setKind] = useState<string>("message.received");
  const [name, setName] = useState("");
  const orderId = `preview-hand-${count + 1}`;
  const [props, setProps] = useState<JsonObject>({});
  const type = kind === CUSTOM ? `custom.${name.trim()}` : kind;
  const isReady = kind !== CUSTOM || /^[\w.-]+$/.test(name.trim());
  const common: ReadonlySet<string> = new Set(COMMON.map(([one]) => one));
  const others = Object.keys(EVENTS).filter((one) => !common.has(one) && !one.startsWith("task."));
  const done = () => store.setState({ adding: false });
  return (
    <form
      className="preview-add"
      aria-label={t("add.title")}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isReady) return;
        const added = { id: `event-${randomText(8)}`, type, afterMs: Math.max(0, at - startAt), props };
        store.setState(({ events }) => ({ events: [...events, added], at: Math.max(at, startAt) }));
        done();
      }}
    >
      <h2>{t("add.title")}</h2>
      <div className="preview-fields">
        <Field label={t("add.what")} className="preview-wide">
          {(control) => (
            <Select
              {...control}
              autoFocus
              value={kind}
              onChange={(event) => {
                setKind(event.target.value);
                setProps(usualProps(event.target.value, products, orderId));
              }}
            >
              <optgroup label={t("add.common")}>
                {COMMON.map(([one, text]) => (
                  <option key={one} value={one}>
                    {t(text)}
                  </option>
                ))}
              </optgroup>
              <optgroup label={t("add.more")}>
                {others.map((one) => (
                  <option key={one} value={one}>
                    {eventWords(one, locale)}
                  </option>
                ))}
                <option value={CUSTOM}>{t("add.custom")}…</option>
              </optgroup>
            </Select>
          )}
        </Field>
        {kind === CUSTOM && (
          <Field label={t("add.custom")} className="preview-wide">
            {(control) => <TextInput {...control} value={name} onChange={(event) => setName(event.target.value)} />}
          </Field>
        )}
        <Field label={t("add.at")} className="preview-wide">
          {(control) => (
            <TextInput
              {...control}
              type="datetime-local"
              value={fieldText(zone, at)}
              onChange={(event) => setAt((before) => readField(zone, event.target.value) ?? before)}
            />
          )}
        </Field>
      </div>
      <EventPropsForm key={kind} type={type} props={props} onChange={setProps} />
      <div className="preview-actions">
        <Button tone="primary" type="submit" size="s" disabled={!isReady}>
          {t("add.do")}
        </Button>
        <Button size="s" onClick={done}>
          {t("add.cancel")}
        </Button>
      </div>
    </form>
  );
}
