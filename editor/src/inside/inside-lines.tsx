import "./inside.css";
import type { InsideProgress } from "@sopflow/schemas";
import { useQuery } from "@tanstack/react-query";
import { useApi } from "../api/api-context.js";
import { loadInside } from "../api/inside-calls.js";
import { INSIDE_TEXTS } from "../i18n/inside-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { countWords } from "../i18n/money-words.js";

const POLL_MS = 2_000;

/** What is being done with everybody inside right now, and whom the last of it could not reach; nothing when all is done. */
export function InsideLines({ flowId, publishedVersion }: { flowId: string; publishedVersion: number | undefined }) {
  const t = useTexts(INSIDE_TEXTS);
  const api = useApi();
  const works = useQuery({
    queryKey: ["flow", flowId, "inside", publishedVersion, "all"],
    queryFn: () => loadInside(api, flowId),
    enabled: publishedVersion !== undefined,
    refetchInterval: ({ state }) => (state.data?.items.some(isUnderWay) ? POLL_MS : false),
    staleTime: 0,
  });
  const lines = (works.data?.items ?? []).filter((item) => isUnderWay(item) || (item.left ?? 0) > 0);
  if (lines.length === 0) return null;
  return (
    <div className="inside-lines" role="status">
      {lines.map((item) => (
        <p key={item.work}>
          {isUnderWay(item)
            ? `${t(`progress.${item.work}`)} ${t("progress.count", { told: countWords(item.told), total: countWords(item.total) })}`
            : t("progress.left", { count: countWords(item.left ?? 0) })}
        </p>
      ))}
    </div>
  );
}

const isUnderWay = ({ finishedAt }: InsideProgress): boolean => finishedAt === undefined;
