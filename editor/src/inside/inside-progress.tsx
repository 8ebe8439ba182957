import "./inside.css";
import type { InsideProgress as Progress } from "@sopflow/schemas";
import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { useApi } from "../api/api-context.js";
import { loadInside } from "../api/inside-calls.js";
import { INSIDE_TEXTS } from "../i18n/inside-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { countWords } from "../i18n/money-words.js";

const POLL_MS = 1_000;

interface InsideProgressProps {
  readonly flowId: string;
  /** Published a moment ago: its move may not have begun yet. */
  readonly version: number;
}

/** How far the people inside are moved, until it is done. */
export function InsideProgress({ flowId, version }: InsideProgressProps) {
  const t = useTexts(INSIDE_TEXTS);
  const api = useApi();
  const id = useId();
  const progress = useQuery({
    queryKey: ["flow", flowId, "inside", version],
    queryFn: async () => moveTo(version, (await loadInside(api, flowId)).items),
    refetchInterval: ({ state }) => (state.data?.finishedAt === undefined ? POLL_MS : false),
    staleTime: 0,
  });
  const { total = 0, told = 0, finishedAt, left = 0 } = progress.data ?? {};
  const isDone = finishedAt !== undefined;
  return (
    <div className="inside-progress">
      <p id={id} role="status">
        {isDone
          ? t("progress.done.move", { count: countWords(total - left) })
          : `${t("progress.move")}${total > 0 ? ` ${t("progress.count", { told: countWords(told), total: countWords(total) })}` : ""}`}
      </p>
      <progress aria-labelledby={id} max={Math.max(1, total)} value={isDone ? Math.max(1, total) : told} />
      {isDone && left > 0 && <p>{t("progress.left", { count: countWords(left) })}</p>}
      {!isDone && <p className="impact-forecast">{t("progress.close")}</p>}
    </div>
  );
}

const moveTo = (version: number, items: readonly Progress[]): Progress =>
  items.find((item) => item.work === "move" && item.version === version) ?? {
    work: "move",
    version,
    total: 0,
    told: 0,
  };
