import type { LibraryItem } from "@sopflow/schemas";
import { useState } from "react";
import { DESK_TEXTS } from "../../i18n/desk-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { UI_TEXTS } from "../../i18n/ui-texts.js";
import { useSession } from "../../session/session-context.js";
import { Button } from "../../ui/button.js";
import { Field, TextArea, TextInput } from "../../ui/field.js";
import { Sheet } from "../../ui/sheet.js";
import { useDesk } from "../desk-context.js";
import { removeScript, saveScript } from "../outbox/desk-changes.js";
import { newKey } from "../outbox/new-key.js";
import { isOwn } from "./filter-library.js";

interface OwnScriptSheetProps {
  /** What it is a wording of, or one's own to change; undefined = a new one. */
  readonly item: LibraryItem | undefined;
  readonly onClose: () => void;
}

const MAX_TITLE = 80;
const MAX_TEXT = 4_000;

/** A script in the advisor's own words. Somebody else's stays as it is: what is saved is a wording of it. */
export function OwnScriptSheet({ item, onClose }: OwnScriptSheetProps) {
  const t = useTexts(DESK_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const { outbox } = useDesk();
  const session = useSession();
  const [title, setTitle] = useState(item?.title ?? "");
  const [text, setText] = useState(item?.text ?? "");
  const [isTried, setTried] = useState(false);
  const own = item && isOwn(item, session.userId) ? item : undefined;
  const isComplete = title.trim() !== "" && text.trim() !== "";

  const save = () => {
    setTried(true);
    if (!isComplete) return;
    const variantOf = own ? own.variantOf : item?.id;
    const body = {
      kind: "text",
      title: title.trim(),
      text: text.trim(),
      folder: item?.folder ?? "",
      visibility: "own",
      ...(variantOf !== undefined && { variantOf }),
    } as const;
    const id = own?.id ?? newKey();
    outbox.add({ id, title: body.title, customerId: id }, saveScript(own?.id, own ? body : { ...body, id }));
    onClose();
  };
  const remove = (script: LibraryItem) => {
    outbox.add({ id: script.id, title: script.title, customerId: script.id }, removeScript(script));
    onClose();
  };
  return (
    <Sheet
      title={t(item ? "library.editTitle" : "library.new")}
      closeLabel={ui("close")}
      onClose={onClose}
      actions={
        <>
          {own && (
            <Button size="l" tone="danger" onClick={() => remove(own)}>
              {t("library.remove")}
            </Button>
          )}
          <Button size="l" tone="primary" onClick={save}>
            {t("library.save")}
          </Button>
        </>
      }
    >
      <Field label={t("library.name")} error={isTried && !isComplete ? t("library.missing") : undefined}>
        {(control) => (
          <TextInput
            {...control}
            maxLength={MAX_TITLE}
            value={title}
            onChange={(event) => setTitle(event.target.value)}
          />
        )}
      </Field>
      <Field label={t("library.text")}>
        {(control) => (
          <TextArea
            {...control}
            rows={7}
            maxLength={MAX_TEXT}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
    </Sheet>
  );
}
