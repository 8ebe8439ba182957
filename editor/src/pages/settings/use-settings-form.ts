import type { BrandSettings } from "@sopflow/schemas";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useApi } from "../../api/api-context.js";
import { ApiFailure } from "../../api/api-failure.js";
import { loadSettings, saveSettings } from "../../api/brand-calls.js";
import { useTexts } from "../../i18n/locale-context.js";
import { SETTINGS_TEXTS } from "../../i18n/settings-texts.js";
import { useToasts } from "../../ui/toasts.js";
import { type FieldFaults, serverFaults } from "./field-fault.js";

/** A part of the brand's settings as a form edits it. */
export interface SettingsPart<D> {
  /** What the form shows of the settings. */
  readonly read: (settings: BrandSettings) => D;
  /** The settings with what was typed, or the problems by field. */
  readonly write: (settings: BrandSettings, draft: D) => WriteResult;
}
export type WriteResult =
  | { readonly ok: true; readonly settings: BrandSettings }
  | { readonly ok: false; readonly faults: FieldFaults };

/**
 * Loads the settings into a draft and saves them. While somebody types, newer settings from the server do not replace
 * the draft; a save names what it was made from, so it cannot overwrite somebody else's.
 */
export function useSettingsForm<D>(part: SettingsPart<D>) {
  const t = useTexts(SETTINGS_TEXTS);
  const api = useApi();
  const queries = useQueryClient();
  const toasts = useToasts();
  const query = useQuery({ queryKey: ["settings"], queryFn: () => loadSettings(api) });
  const [base, setBase] = useState<{ settings: BrandSettings; etag: string | undefined }>();
  const [draft, setDraft] = useState<D>();
  const [faults, setFaults] = useState<FieldFaults>({});
  const isDirty =
    base !== undefined && draft !== undefined && JSON.stringify(part.read(base.settings)) !== JSON.stringify(draft);

  const take = (settings: BrandSettings, etag: string | undefined) => {
    setBase({ settings, etag });
    setDraft(part.read(settings));
    setFaults({});
  };
  const { data } = query;
  useEffect(() => {
    if (!data || isDirty || base?.settings === data.data) return;
    setBase({ settings: data.data, etag: data.etag });
    setDraft(part.read(data.data));
  }, [data, isDirty, base, part]);

  const save = useMutation({
    mutationFn: (settings: BrandSettings) => saveSettings(api, settings, base?.etag),
    onSuccess: (answer) => {
      queries.setQueryData(["settings"], answer);
      take(answer.data, answer.etag);
      toasts.say(t("saved"));
    },
    onError: (error) => setFaults(serverFaults(error)),
  });
  return {
    query,
    draft,
    faults,
    isDirty,
    save,
    isConflict: save.error instanceof ApiFailure && save.error.code === "settings.revision_conflict",
    change: (part: Partial<D>) => setDraft((before) => (before === undefined ? before : { ...before, ...part })),
    submit: () => {
      if (base === undefined || draft === undefined) return;
      const written = part.write(base.settings, draft);
      setFaults(written.ok ? {} : written.faults);
      if (written.ok) save.mutate(written.settings);
    },
    revert: () => {
      save.reset();
      if (base) take(base.settings, base.etag);
    },
    reload: async () => {
      save.reset();
      const fresh = await query.refetch();
      if (fresh.data) take(fresh.data.data, fresh.data.etag);
    },
  };
}
