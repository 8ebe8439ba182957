import type { Taxonomy } from "@sopflow/schemas";
import { useState } from "react";
import { useTexts } from "../../../i18n/locale-context.js";
import { SETTINGS_TEXTS } from "../../../i18n/settings-texts.js";
import { Button } from "../../../ui/button.js";
import { ConfirmDialog } from "../../../ui/dialog.js";
import { Check, Field, TextArea, TextInput } from "../../../ui/field.js";
import { useToasts } from "../../../ui/toasts.js";
import { EditDialog } from "../edit-dialog.js";
import { readWhole } from "../read-number.js";
import { readTagLines, takenTag } from "./tag-lines.js";
import { useTaxonomy } from "./use-taxonomy.js";

type Group = Taxonomy["groups"][number];

interface TagGroupDialogProps {
  /** Undefined: a new one. */
  readonly group: Group | undefined;
  readonly onClose: () => void;
}

export function TagGroupDialog({ group, onClose }: TagGroupDialogProps) {
  const t = useTexts(SETTINGS_TEXTS);
  const toasts = useToasts();
  const { query, save } = useTaxonomy();
  const [name, setName] = useState(group?.name ?? "");
  const [lines, setLines] = useState((group?.tags ?? []).join("\n"));
  const [expire, setExpire] = useState(group?.expireDays === undefined ? "" : String(group.expireDays));
  const [exclusive, setExclusive] = useState(group?.exclusive ?? false);
  const [syncToWecom, setSync] = useState(group?.syncToWecom ?? false);
  const [isTried, setTried] = useState(false);
  const [isRemoving, setRemoving] = useState(false);
  const tags = readTagLines(lines);
  const taken = takenTag(tags, group?.id, query.data?.data.groups ?? []);
  const expireDays = expire.trim() === "" ? undefined : readWhole(expire);
  const isExpireWrong = expire.trim() !== "" && (expireDays === undefined || expireDays < 1);

  const done = () => {
    toasts.say(t("saved"));
    onClose();
  };
  const submit = () => {
    setTried(true);
    if (name.trim() === "" || taken !== undefined || isExpireWrong) return;
    const next: Group = {
      // Groups are found by their id only; the name is what people see and may change.
      id: group?.id ?? `group-${Date.now().toString(36)}`,
      name: name.trim(),
      tags,
      exclusive,
      automatic: group?.automatic ?? false,
      syncToWecom,
      ...(expireDays !== undefined && { expireDays }),
    };
    save.mutate((groups) => (group ? groups.map((g) => (g.id === group.id ? next : g)) : [...groups, next]), {
      onSuccess: done,
    });
  };
  if (isRemoving && group) {
    return (
      <ConfirmDialog
        title={t("tags.removeTitle", { name: group.name })}
        confirm={t("tags.remove")}
        tone="danger"
        busy={save.isPending}
        onConfirm={() => save.mutate((groups) => groups.filter((g) => g.id !== group.id), { onSuccess: done })}
        onClose={() => setRemoving(false)}
      >
        {t("tags.removeText")}
      </ConfirmDialog>
    );
  }
  return (
    <EditDialog
      title={t(group ? "tags.edit" : "tags.add")}
      busy={save.isPending}
      error={save.error}
      onClose={onClose}
      onSubmit={submit}
      extra={
        group && (
          <Button tone="danger" onClick={() => setRemoving(true)}>
            {t("tags.remove")}
          </Button>
        )
      }
    >
      <Field label={t("tags.groupName")} error={isTried && name.trim() === "" ? t("field.required") : undefined}>
        {(control) => <TextInput {...control} maxLength={64} value={name} onChange={(e) => setName(e.target.value)} />}
      </Field>
      <Field
        label={t("tags.list")}
        hint={t("tags.listHint")}
        error={taken === undefined ? undefined : t("tags.duplicate", { tag: taken })}
      >
        {(control) => (
          <TextArea {...control} rows={8} value={lines} onChange={(event) => setLines(event.target.value)} />
        )}
      </Field>
      <Field
        label={t("tags.expire")}
        hint={t("tags.expireHint")}
        error={isTried && isExpireWrong ? t("field.number") : undefined}
      >
        {(control) => (
          <TextInput {...control} inputMode="numeric" value={expire} onChange={(e) => setExpire(e.target.value)} />
        )}
      </Field>
      <div>
        <Check checked={exclusive} onChange={(e) => setExclusive(e.target.checked)}>
          {t("tags.exclusive")}
        </Check>
        <br />
        <Check checked={syncToWecom} onChange={(e) => setSync(e.target.checked)}>
          {t("tags.sync")}
        </Check>
      </div>
    </EditDialog>
  );
}
