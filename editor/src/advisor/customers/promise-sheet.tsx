import type { Reminder } from "@sopflow/schemas";
import { useState } from "react";
import { DESK_TEXTS } from "../../i18n/desk-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { UI_TEXTS } from "../../i18n/ui-texts.js";
import { useSession } from "../../session/session-context.js";
import { fieldText, readField } from "../../time/brand-time.js";
import { Button } from "../../ui/button.js";
import { Field, TextInput } from "../../ui/field.js";
import { Sheet } from "../../ui/sheet.js";
import { Chips } from "../chips.js";
import { useDesk } from "../desk-context.js";
import { cancelPromise, makePromise, movePromise } from "../outbox/desk-changes.js";
import { newKey } from "../outbox/new-key.js";
import { promiseChoices } from "./promise-choices.js";

interface PromiseSheetProps {
  /** A new promise to somebody, or one that was made. */
  readonly customer?: { readonly id: string; readonly name: string; readonly advisorId: string | undefined };
  readonly promise?: Reminder;
  readonly onClose: () => void;
}

const MAX_LENGTH = 200;

/** "I will call you back": when, and what about. It then stands in the list of tasks, where it is moved or cancelled. */
export function PromiseSheet({ customer, promise, onClose }: PromiseSheetProps) {
  const t = useTexts(DESK_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const session = useSession();
  const { now, zone, outbox } = useDesk();
  const [openedAt] = useState(now);
  const choices = promiseChoices(openedAt, zone);
  const [chosen, setChosen] = useState(promise ? "own" : "tomorrow");
  const [ownText, setOwnText] = useState(promise ? fieldText(zone, promise.at) : "");
  const [text, setText] = useState(promise?.text ?? t("promise.default"));
  const [isTried, setTried] = useState(false);
  const name = customer?.name ?? promise?.customerName ?? promise?.customerId;
  const at = chosen === "own" ? readField(zone, ownText) : choices.find(({ kind }) => kind === chosen)?.at;
  const isTimeFit = at !== undefined && at > now;
  const isTextFit = text.trim() !== "";

  const submit = () => {
    setTried(true);
    if (!isTimeFit || !isTextFit) return;
    const wanted = { at, text: text.trim() };
    if (promise) {
      const moved = { ...promise, ...wanted };
      outbox.add({ ...promise, title: moved.text }, movePromise(moved, Date.now()));
    } else if (customer) {
      const advisorId = session.advisorId ?? customer.advisorId ?? session.userId;
      const about = { customerId: customer.id, customerName: customer.name, advisorId };
      const made = { id: newKey(), ...about, ...wanted, state: "open" } as const;
      outbox.add({ ...made, title: made.text }, makePromise(made, Date.now()));
    }
    onClose();
  };
  const cancel = (made: Reminder) => {
    outbox.add({ ...made, title: made.text }, cancelPromise(made));
    onClose();
  };
  return (
    <Sheet
      title={t(promise ? "promise.changeTitle" : "promise.title")}
      closeLabel={ui("close")}
      onClose={onClose}
      actions={
        <>
          {promise && (
            <Button size="l" tone="danger" onClick={() => cancel(promise)}>
              {t("promise.cancel")}
            </Button>
          )}
          <Button size="l" tone="primary" onClick={submit}>
            {t(promise ? "promise.move" : "promise.save")}
          </Button>
        </>
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
