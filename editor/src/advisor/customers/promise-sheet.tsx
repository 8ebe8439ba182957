import { useContext, useState } from "react";
import { useApi } from "../../api/api-context.js";
import { addPromise } from "../../api/desk-calls.js";
import { FetchCacheContext } from "../../api/use-fetched.js";
import { DESK_TEXTS } from "../../i18n/desk-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { UI_TEXTS } from "../../i18n/ui-texts.js";
import { fieldText, readField } from "../../time/brand-time.js";
import { Button } from "../../ui/button.js";
import { failureWords } from "../../ui/failure-notice.js";
import { Field, TextInput } from "../../ui/field.js";
import { Sheet } from "../../ui/sheet.js";
import { useToasts } from "../../ui/toasts.js";
import { Chips } from "../chips.js";
import { useDesk } from "../desk-context.js";
import { promiseChoices } from "./promise-choices.js";

interface PromiseSheetProps {
  readonly customerId: string;
  readonly name: string;
  readonly onClose: () => void;
}

const MAX_LENGTH = 200;

/** "I will call you back": when, and what about. It then stands in the list of tasks. */
export function PromiseSheet({ customerId, name, onClose }: PromiseSheetProps) {
  const t = useTexts(DESK_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const api = useApi();
  const cache = useContext(FetchCacheContext);
  const toasts = useToasts();
  const { now, zone } = useDesk();
  const [openedAt] = useState(now);
  const choices = promiseChoices(openedAt, zone);
  const [chosen, setChosen] = useState("tomorrow");
  const [ownText, setOwnText] = useState("");
  const [text, setText] = useState(t("promise.default"));
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const at = chosen === "own" ? readField(zone, ownText) : choices.find(({ kind }) => kind === chosen)?.at;
  const isTimeFit = at !== undefined && at > now;
  const isTextFit = text.trim() !== "";

  const submit = async () => {
    setTried(true);
    if (!isTimeFit || !isTextFit) return;
    setBusy(true);
    try {
      await addPromise(api, customerId, { at, text: text.trim() });
      cache.invalidate("promises");
      toasts.say(t("promise.saved"));
      onClose();
    } catch (error) {
      setBusy(false);
      toasts.fail(failureWords(error, ui("failed")));
    }
  };
  return (
    <Sheet
      title={t("promise.title")}
      closeLabel={ui("close")}
      onClose={onClose}
      actions={
        <Button size="l" tone="primary" busy={isBusy} onClick={() => void submit()}>
          {t("promise.save")}
        </Button>
      }
    >
      <p className="sheet-about">
        <strong>{name}</strong>
      </p>
      <Chips
        label={t("promise.when")}
        name="when"
        options={[
          ...choices.map(({ kind }) => ({ id: kind, label: t(`promise.${kind}`) })),
          { id: "own", label: t("promise.own") },
        ]}
        chosen={chosen}
        onChoose={setChosen}
        error={isTried && !isTimeFit && chosen !== "own" ? t("promise.past") : undefined}
      />
      {chosen === "own" && (
        <Field label={t("promise.own")} error={isTried && !isTimeFit ? t("promise.past") : undefined}>
          {(control) => (
            <TextInput
              {...control}
              type="datetime-local"
              min={fieldText(zone, now)}
              value={ownText}
              onChange={(event) => setOwnText(event.target.value)}
            />
          )}
        </Field>
      )}
      <Field label={t("promise.what")} error={isTried && !isTextFit ? t("promise.empty") : undefined}>
        {(control) => (
          <TextInput
            {...control}
            maxLength={MAX_LENGTH}
            placeholder={t("promise.placeholder")}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
    </Sheet>
  );
}
