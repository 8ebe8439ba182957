import type { FormEvent, ReactNode } from "react";
import { useTexts } from "../../i18n/locale-context.js";
import { SETTINGS_TEXTS } from "../../i18n/settings-texts.js";
import { UI_TEXTS } from "../../i18n/ui-texts.js";
import { Button } from "../../ui/button.js";
import { FailureNotice } from "../../ui/failure-notice.js";
import { Notice, Skeleton } from "../../ui/notice.js";
import { useUnsaved } from "./unsaved.js";
import type { useSettingsForm } from "./use-settings-form.js";

interface SettingsFormProps<D> {
  readonly form: ReturnType<typeof useSettingsForm<D>>;
  readonly readonly: boolean;
  readonly children: (draft: D) => ReactNode;
}

/** The frame of a settings form: loading, failures, a conflict with somebody else, and saving. */
export function SettingsForm<D>({ form, readonly, children }: SettingsFormProps<D>) {
  const t = useTexts(SETTINGS_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const { query, draft, save, isDirty, isConflict } = form;
  useUnsaved(isDirty && !readonly);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    form.submit();
  };
  if (query.isError && draft === undefined) {
    return <FailureNotice error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (draft === undefined) return <Skeleton lines={8} label={ui("loading")} />;
  return (
    <form className="form-stack" onSubmit={submit} noValidate>
      <fieldset className="form-stack" disabled={readonly}>
        {children(draft)}
      </fieldset>
      {isConflict && (
        <Notice
          tone="warn"
          live
          title={t("conflict.title")}
          actions={<Button onClick={() => void form.reload()}>{t("conflict.reload")}</Button>}
        >
          {t("conflict.text")}
        </Notice>
      )}
      {save.isError && !isConflict && <FailureNotice error={save.error} />}
      {!readonly && (
        <div className="save-bar" data-dirty={isDirty || undefined}>
          {isDirty && <span className="save-bar-note">{t("unsaved")}</span>}
          <Button disabled={!isDirty} onClick={form.revert}>
            {t("revert")}
          </Button>
          <Button type="submit" tone="primary" disabled={!isDirty} busy={save.isPending}>
            {ui("save")}
          </Button>
        </div>
      )}
    </form>
  );
}
