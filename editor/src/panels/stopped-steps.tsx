import "./stopped-steps.css";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useApi } from "../api/api-context.js";
import { loadStops, releaseStep } from "../api/watch-calls.js";
import { findNode } from "../document/graph/flow-graph.js";
import { useDocument } from "../editing/editor-session.js";
import { useLocale, useTexts } from "../i18n/locale-context.js";
import { countWords } from "../i18n/money-words.js";
import { WATCH_TEXTS } from "../i18n/watch-texts.js";
import { titleOf } from "../nodes/registry.js";
import { mayDesign, useSession } from "../session/session-context.js";
import { agoWords } from "../time/moment-words.js";
import { useNow } from "../time/use-now.js";
import { Button } from "../ui/button.js";
import { failureWords } from "../ui/failure-notice.js";
import { Notice } from "../ui/notice.js";
import { useToasts } from "../ui/toasts.js";

/** A stop is rare, and its alert is told elsewhere at once. */
const LOOK_AGAIN_MS = 30_000;

/** Steps of a published flow that the volume breaker holds, each with its release. They stand above the canvas, also on a phone. */
export function StoppedSteps({ flowId }: { flowId: string }) {
  const t = useTexts(WATCH_TEXTS);
  const locale = useLocale();
  const api = useApi();
  const now = useNow();
  const toasts = useToasts();
  const client = useQueryClient();
  const mayRelease = mayDesign(useSession());
  const flow = useDocument((state) => state.flow);
  const key = ["flow", flowId, "stops"];
  const stops = useQuery({ queryKey: key, queryFn: () => loadStops(api, flowId), refetchInterval: LOOK_AGAIN_MS });
  const release = useMutation({
    mutationFn: (nodeId: string) => releaseStep(api, flowId, nodeId),
    onSuccess: (_answer, nodeId) => {
      toasts.say(t("released"));
      // The worker takes it from the log a moment later.
      client.setQueryData(key, (before: typeof stops.data) => ({
        items: (before?.items ?? []).filter((stop) => stop.nodeId !== nodeId),
      }));
    },
    onError: (error) => toasts.fail(failureWords(error, t("releaseFailed"))),
  });
  return (
    <>
      {stops.data?.items.map(({ nodeId, at, count, forecast }) => {
        const node = findNode(flow, nodeId);
        return (
          <div key={nodeId} className="stopped-step">
            <Notice
              tone="danger"
              title={t("stopped", { step: node ? titleOf(node, locale) : nodeId })}
              actions={
                mayRelease && (
                  <Button
                    busy={release.isPending && release.variables === nodeId}
                    onClick={() => release.mutate(nodeId)}
                  >
                    {t("release")}
                  </Button>
                )
              }
            >
              {t("stoppedText", {
                when: agoWords(at, now, locale),
                count: countWords(count),
                forecast: countWords(forecast),
              })}
            </Notice>
          </div>
        );
      })}
    </>
  );
}
