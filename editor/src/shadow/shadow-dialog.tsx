import "./shadow.css";
import { DEFAULT_SHADOW_DAYS, MAX_SHADOW_DAYS } from "@sopflow/schemas";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useApi } from "../api/api-context.js";
import { endShadow, loadShadow, startShadow } from "../api/shadow-calls.js";
import { useEditor } from "../editing/editor-session.js";
import { useTexts } from "../i18n/locale-context.js";
import { SHADOW_TEXTS } from "../i18n/shadow-texts.js";
import { whenSaved } from "../panels/when-saved.js";
import { Button } from "../ui/button.js";
import { Dialog } from "../ui/dialog.js";
import { FailureNotice } from "../ui/failure-notice.js";
import { Field, Select } from "../ui/field.js";
import { Notice, Skeleton } from "../ui/notice.js";
import { ShadowReport } from "./shadow-report.js";

export interface ShadowDialogProps {
  readonly flowId: string;
  /** There is a version to compare with. */
  readonly isLive: boolean;
  readonly onClose: () => void;
}

/** While it catches up, and while it only follows what happens. */
const BUSY_MS = 1_000;
const CALM_MS = 10_000;
const LENGTHS = [1, 3, DEFAULT_SHADOW_DAYS, 14, MAX_SHADOW_DAYS];

/** A shadow of the draft: begun, watched, stopped, and what it found. */
export function ShadowDialog({ flowId, isLive, onClose }: ShadowDialogProps) {
  const t = useTexts(SHADOW_TEXTS);
  const api = useApi();
  const { autosave } = useEditor();
  const queries = useQueryClient();
  const [days, setDays] = useState(DEFAULT_SHADOW_DAYS);
  const queryKey = ["flow", flowId, "shadow"];
  const { data, error, isError, isPending, refetch } = useQuery({
    queryKey,
    queryFn: () => loadShadow(api, flowId),
    refetchInterval: ({ state }) => {
      const shadow = state.data?.shadow;
      if (shadow?.status !== "running") return false;
      return shadow.isPreparing || shadow.behind > 0 ? BUSY_MS : CALM_MS;
    },
  });
  const start = useMutation({
    mutationFn: async () => {
      if ((await whenSaved(autosave)).kind !== "clean") return undefined;
      return startShadow(api, flowId, days);
    },
    onSuccess: () => queries.invalidateQueries({ queryKey }),
  });
  const end = useMutation({
    mutationFn: () => endShadow(api, flowId),
    onSuccess: (answer) => queries.setQueryData(queryKey, answer),
  });
  const shadow = data?.shadow;
  const isRunning = shadow?.status === "running";
  const mayStart = data !== undefined && !isRunning && isLive;
  const isNotSaved = start.isSuccess && start.data === undefined;
  return (
    <Dialog
      title={t("title")}
      size="l"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("close")}</Button>
          {isRunning && (
            <Button busy={end.isPending} onClick={() => end.mutate()}>
              {t("stop")}
            </Button>
          )}
          {mayStart && (
            <Button tone="primary" busy={start.isPending} onClick={() => start.mutate()}>
              {t(shadow ? "again" : "start")}
            </Button>
          )}
        </>
      }
    >
      <div className="shadow">
        <p>{t("text")}</p>
        {isNotSaved && <Notice tone="warn">{t("notSaved")}</Notice>}
        {[start.error, end.error].map((failure) => failure && <FailureNotice key={failure.message} error={failure} />)}
        {isError && <FailureNotice error={error} onRetry={() => void refetch()} />}
        {isPending && <Skeleton lines={3} label={t("loading")} />}
        {data && !isLive && !isRunning && <Notice>{t("notLive")}</Notice>}
        {mayStart && (
          <Field label={t("days")} className="shadow-days">
            {(control) => (
              <Select {...control} value={days} onChange={(event) => setDays(Number(event.target.value))}>
                {LENGTHS.map((length) => (
                  <option key={length} value={length}>
                    {t("daysOf", { days: length })}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
        {shadow && <ShadowReport key={shadow.id} shadow={shadow} />}
      </div>
    </Dialog>
  );
}
