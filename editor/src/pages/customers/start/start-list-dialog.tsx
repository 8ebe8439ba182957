import "./start-list-dialog.css";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { newKey } from "../../../advisor/outbox/new-key.js";
import { useApi } from "../../../api/api-context.js";
import type { CustomerFilter } from "../../../api/customer-calls.js";
import { useTexts } from "../../../i18n/locale-context.js";
import { countWords } from "../../../i18n/money-words.js";
import { START_TEXTS } from "../../../i18n/start-texts.js";
import { UI_TEXTS } from "../../../i18n/ui-texts.js";
import { Button } from "../../../ui/button.js";
import { Dialog } from "../../../ui/dialog.js";
import { FailureNotice } from "../../../ui/failure-notice.js";
import { Notice } from "../../../ui/notice.js";
import { type StartList, StartListForm } from "./start-list-form.js";
import { collectIds, NOTHING_STARTED, readIds, startMany } from "./start-many.js";

export interface StartListDialogProps {
  readonly flows: readonly { readonly flowId: string; readonly name: string }[];
  /** What the list of customers is narrowed to. */
  readonly filter: CustomerFilter;
  readonly onClose: () => void;
}

/** Unknown ids that are named; the rest is counted. */
const NAMED = 20;

/** Puts a list of customers into a flow that begins by hand: chosen, counted, agreed to, sent piece by piece. */
export function StartListDialog({ flows, filter, onClose }: StartListDialogProps) {
  const t = useTexts(START_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const api = useApi();
  const [key] = useState(newKey);
  const [list, setList] = useState<StartList>({ flowId: "", source: "filter", text: "" });
  const [isTried, setTried] = useState(false);
  const [counted, setCounted] = useState(0);
  const [totals, setTotals] = useState(NOTHING_STARTED);
  const given = useRef(new AbortController());
  useEffect(() => {
    // Strict mode ends effects once and begins them again.
    given.current = new AbortController();
    return () => given.current.abort();
  }, []);
  const pasted = readIds(list.text);
  const isWhole = list.flowId !== "" && (list.source === "filter" || pasted.length > 0);
  const collect = useMutation({
    mutationFn: () =>
      list.source === "filter" ? collectIds(api, filter, given.current.signal, setCounted) : Promise.resolve(pasted),
  });
  const start = useMutation({
    mutationFn: (ids: readonly string[]) =>
      startMany(api, { flowId: list.flowId, ids, key }, totals, given.current.signal, setTotals),
  });
  const ids = collect.data;
  const flow = flows.find(({ flowId }) => flowId === list.flowId)?.name ?? "";
  const count = countWords(ids?.length ?? 0);
  const next = () => {
    setTried(true);
    if (isWhole) collect.mutate();
  };
  if (start.data) {
    const { unknown } = start.data;
    return (
      <Dialog title={t("open")} onClose={onClose} actions={<Button onClick={onClose}>{ui("close")}</Button>}>
        <div className="start-list">
          {start.data.accepted > 0 && (
            <Notice tone="ok" live>
              {t("done", { count: countWords(start.data.accepted) })}
            </Notice>
          )}
          {unknown.length > 0 && (
            <Notice tone="warn">
              {t("unknown", { count: unknown.length, ids: unknown.slice(0, NAMED).join(", ") })}
              {unknown.length > NAMED && " …"}
            </Notice>
          )}
        </div>
      </Dialog>
    );
  }
  if (ids) {
    const hasBegun = start.isPending || totals.asked > 0;
    return (
      <Dialog
        title={t("open")}
        onClose={onClose}
        holdsInput
        actions={
          <>
            {!hasBegun && <Button onClick={() => collect.reset()}>{t("back")}</Button>}
            {ids.length > 0 && (
              <Button tone="primary" busy={start.isPending} onClick={() => start.mutate(ids)}>
                {start.isError ? t("again") : t("start", { count })}
              </Button>
            )}
          </>
        }
      >
        <div className="start-list">
          {ids.length === 0 ? (
            <p>{t("nobody")}</p>
          ) : (
            <>
              <p>
                <strong>{t("sure", { count, flow })}</strong>
              </p>
              <p className="field-hint">{t("sureText")}</p>
            </>
          )}
          {start.isPending && (
            <>
              <p role="status">{t("sending", { asked: countWords(totals.asked), total: count })}</p>
              <progress aria-label={t("open")} max={ids.length} value={totals.asked} />
            </>
          )}
          {start.isError && (
            <>
              <p>{t("stopped", { asked: countWords(totals.asked) })}</p>
              <FailureNotice error={start.error} />
            </>
          )}
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog
      title={t("open")}
      onClose={onClose}
      holdsInput
      actions={
        <>
          <Button onClick={onClose}>{ui("cancel")}</Button>
          <Button tone="primary" busy={collect.isPending} onClick={next}>
            {t("next")}
          </Button>
        </>
      }
    >
      <StartListForm flows={flows} filter={filter} list={list} isTried={isTried} onChange={setList} />
      {collect.isPending && <p role="status">{t("counting", { count: countWords(counted) })}</p>}
      {collect.isError && <FailureNotice error={collect.error} />}
    </Dialog>
  );
}
