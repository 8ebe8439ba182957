import "../forecast/forecast.css";
import type { Backtest } from "@sopflow/schemas";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useApi } from "../api/api-context.js";
import { cancelBacktest, loadBacktests, startBacktest } from "../api/backtest-calls.js";
import { useEditor } from "../editing/editor-session.js";
import { BACKTEST_TEXTS } from "../i18n/backtest-texts.js";
import { useLocale, useTexts } from "../i18n/locale-context.js";
import { whenSaved } from "../panels/when-saved.js";
import { useSession } from "../session/session-context.js";
import { momentWords } from "../time/moment-words.js";
import { useNow } from "../time/use-now.js";
import { Button } from "../ui/button.js";
import { Dialog } from "../ui/dialog.js";
import { FailureNotice } from "../ui/failure-notice.js";
import { Field, Select } from "../ui/field.js";
import { Notice, Skeleton } from "../ui/notice.js";
import { BacktestResult } from "./backtest-result.js";

export interface BacktestDialogProps {
  readonly flowId: string;
  readonly onClose: () => void;
}

const POLL_MS = 1_000;
const isOpen = ({ status }: Backtest) => status === "queued" || status === "running";

/** Back-tests of the draft on stored history: begun, watched, cancelled, and looked at again later. */
export function BacktestDialog({ flowId, onClose }: BacktestDialogProps) {
  const t = useTexts(BACKTEST_TEXTS);
  const api = useApi();
  const { autosave } = useEditor();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<string>();
  const queryKey = ["flow", flowId, "backtests"];
  const list = useQuery({
    queryKey,
    queryFn: () => loadBacktests(api, flowId),
    refetchInterval: ({ state }) => (state.data?.items.some(isOpen) ? POLL_MS : false),
  });
  const start = useMutation({
    mutationFn: async () => {
      if ((await whenSaved(autosave)).kind !== "clean") return undefined;
      return startBacktest(api, flowId);
    },
    onSuccess: () => {
      setChosen(undefined);
      return queries.invalidateQueries({ queryKey });
    },
  });
  const cancel = useMutation({
    mutationFn: (id: string) => cancelBacktest(api, flowId, id),
    onSuccess: (answer) => queries.setQueryData(queryKey, answer),
  });
  const items = list.data?.items ?? [];
  const shown = items.find(({ id }) => id === chosen) ?? items[0];
  const open = items.find(isOpen);
  const isNotSaved = start.isSuccess && start.data === undefined;
  return (
    <Dialog
      title={t("title")}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("close")}</Button>
          {open && (
            <Button busy={cancel.isPending} onClick={() => cancel.mutate(open.id)}>
              {t("cancel")}
            </Button>
          )}
          {list.data && !open && (
            <Button tone="primary" busy={start.isPending} onClick={() => start.mutate()}>
              {t(items.length > 0 ? "again" : "start")}
            </Button>
          )}
        </>
      }
    >
      <p>{t("text")}</p>
      {isNotSaved && <Notice tone="warn">{t("notSaved")}</Notice>}
      {start.isError && <FailureNotice error={start.error} />}
      {list.isError && <FailureNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeleton lines={3} label={t("loading")} />}
      {list.data && items.length === 0 && <p className="forecast-notes">{t("none")}</p>}
      {items.length > 1 && <RunChoice items={items} value={shown?.id ?? ""} onChange={setChosen} />}
      {shown && <Run run={shown} />}
    </Dialog>
  );
}

interface RunChoiceProps {
  readonly items: readonly Backtest[];
  readonly value: string;
  readonly onChange: (id: string) => void;
}

function RunChoice({ items, value, onChange }: RunChoiceProps) {
  const t = useTexts(BACKTEST_TEXTS);
  const locale = useLocale();
  const { brand } = useSession();
  const now = useNow();
  return (
    <Field label={t("run")}>
      {(control) => (
        <Select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          {items.map(({ id, createdAt, revision }) => (
            <option key={id} value={id}>
              {t("runOf", { time: momentWords(brand.timezone, createdAt, now, locale), revision })}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

function Run({ run }: { readonly run: Backtest }) {
  const t = useTexts(BACKTEST_TEXTS);
  if (run.status === "done") return <BacktestResult run={run} />;
  if (run.status === "failed") return <Notice tone="danger">{t("failed")}</Notice>;
  if (run.status === "cancelled") return <p>{t("cancelled")}</p>;
  const percent = Math.round(100 * run.progress);
  return (
    <div role="status">
      <p>{run.status === "queued" ? t("queued") : `${t("running")} · ${percent}%`}</p>
      <progress max={100} value={percent} aria-label={t("running")} />
    </div>
  );
}
