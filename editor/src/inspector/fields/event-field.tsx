import { EVENTS } from "@sopflow/schemas";
import type { FieldPath } from "../../document/set-at-path.js";
import { FORM_TEXTS } from "../../i18n/form-texts.js";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import { Select, TextInput } from "../../ui/field.js";
import { useForm } from "../form-context.js";
import { FormField } from "../form-field.js";
import { useDraft } from "../use-draft.js";

const CUSTOM = "custom.";
/** What nobody wants to start or wait for: it happens to the product, not to the customer. */
const HIDDEN = new Set([
  "customer.erased",
  "customer.merged",
  "customer.imported",
  "task.assigned",
  "task.opened",
  "flow.requested",
  "flow.admitted",
  "webhook.answered",
  "enrollment.moved",
  "enrollment.exited",
]);

/** Something that happens to a customer, by its name in words; own events by theirs. */
export function EventField({ path, label, value }: { path: FieldPath; label: string; value: string }) {
  const t = useTexts(FORM_TEXTS);
  const locale = useLocale();
  const { change } = useForm();
  const isCustom = !Object.hasOwn(EVENTS, value);
  const shown = Object.entries(EVENTS).filter(([type]) => !HIDDEN.has(type) || type === value);
  const options = (origin: string) =>
    shown
      .filter(([, info]) => info.origin === origin)
      .map(([type, info]) => (
        <option key={type} value={type}>
          {info.label[locale]}
        </option>
      ));
  return (
    <FormField path={path} label={label}>
      {(control) => (
        <div className="stack">
          <Select
            {...control}
            value={isCustom ? CUSTOM : value}
            onChange={({ target }) => change(path, target.value === CUSTOM ? `${CUSTOM}my_event` : target.value)}
          >
            <optgroup label={t("event.outside")}>{options("intake")}</optgroup>
            <optgroup label={t("event.inside")}>{options("system")}</optgroup>
            <option value={CUSTOM}>{t("event.custom")}</option>
          </Select>
          {isCustom && <CustomName path={path} value={value} />}
        </div>
      )}
    </FormField>
  );
}

function CustomName({ path, value }: { path: FieldPath; value: string }) {
  const t = useTexts(FORM_TEXTS);
  const draft = useDraft<string>({
    path,
    value,
    format: (type) => type.replace(/^custom\./, ""),
    parse: (text) => ({ value: `${CUSTOM}${text}` }),
  });
  return (
    <TextInput
      aria-label={t("event.customName")}
      placeholder={t("event.customName")}
      value={draft.text}
      onChange={(event) => draft.type(event.target.value)}
      onBlur={draft.leave}
    />
  );
}
