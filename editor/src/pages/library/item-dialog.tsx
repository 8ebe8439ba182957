import type { LibraryItem } from "@sopflow/schemas";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useApi } from "../../api/api-context.js";
import { removeLibraryItem, saveLibraryItem } from "../../api/library-calls.js";
import { LIBRARY_TEXTS } from "../../i18n/library-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { SETTINGS_TEXTS } from "../../i18n/settings-texts.js";
import { Button } from "../../ui/button.js";
import { ConfirmDialog } from "../../ui/dialog.js";
import { FailureNotice } from "../../ui/failure-notice.js";
import { useToasts } from "../../ui/toasts.js";
import { EditDialog } from "../settings/edit-dialog.js";
import { checkItem, type ItemDraft, readItem, writeItem } from "./item-draft.js";
import { ItemFields } from "./item-fields.js";
import { ItemPreview } from "./item-preview.js";

interface ItemDialogProps {
  /** Undefined: a new one. */
  readonly item: LibraryItem | undefined;
  readonly folders: readonly string[];
  /** Where a new one is put. */
  readonly folder: string;
  readonly onClose: () => void;
}

/** Makes, changes or deletes one script or material. */
export function ItemDialog({ item, folders, folder, onClose }: ItemDialogProps) {
  const t = useTexts(LIBRARY_TEXTS);
  const shared = useTexts(SETTINGS_TEXTS);
  const api = useApi();
  const queries = useQueryClient();
  const toasts = useToasts();
  const [draft, setDraft] = useState(() => readItem(item, folder));
  const [isTried, setTried] = useState(false);
  const [isRemoving, setRemoving] = useState(false);
  const faults = checkItem(draft);
  const done = (words: string) => {
    void queries.invalidateQueries({ queryKey: ["library"] });
    toasts.say(words);
    onClose();
  };
  const save = useMutation({
    mutationFn: () => saveLibraryItem(api, item?.id, writeItem(draft, item?.variantOf)),
    onSuccess: () => done(shared("saved")),
  });
  const remove = useMutation({
    mutationFn: (id: string) => removeLibraryItem(api, id),
    onSuccess: () => done(t("removed")),
  });
  if (isRemoving && item) {
    return (
      <ConfirmDialog
        title={t("removeTitle", { title: item.title })}
        confirm={t("remove")}
        tone="danger"
        busy={remove.isPending}
        onConfirm={() => remove.mutate(item.id)}
        onClose={() => setRemoving(false)}
      >
        <p>{t("removeText")}</p>
        {remove.isError && <FailureNotice error={remove.error} />}
      </ConfirmDialog>
    );
  }
  return (
    <EditDialog
      title={t(item ? "dialog.edit" : "dialog.add")}
      busy={save.isPending}
      error={save.error}
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        if (Object.keys(faults).length === 0) save.mutate();
      }}
      extra={
        item && (
          <Button tone="danger" onClick={() => setRemoving(true)}>
            {t("remove")}
          </Button>
        )
      }
    >
      <ItemFields
        draft={draft}
        faults={isTried ? faults : {}}
        folders={folders}
        onChange={(part: Partial<ItemDraft>) => setDraft((before) => ({ ...before, ...part }))}
      />
      <ItemPreview draft={draft} />
    </EditDialog>
  );
}
