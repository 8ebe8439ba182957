import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useApi } from "../api/api-context.js";
import { loadVersion } from "../api/flow-calls.js";
import { useSpeech } from "../canvas/locale-context.js";
import { StepIcon } from "../canvas/step-icon.js";
import { type ChangedNode, compareFlows, isUnchanged } from "../document/compare-flows.js";
import { useDocument, useEditor } from "../editing/editor-session.js";
import { showNode } from "../editing/editor-view.js";
import { EDITOR_PANEL_TEXTS } from "../i18n/editor-panel-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { summaryOf, titleOf } from "../nodes/registry.js";
import { FailureNotice } from "../ui/failure-notice.js";
import { Skeleton } from "../ui/notice.js";

/** What the draft changed since a version, step by step in words. */
export function VersionChanges({ flowId, version }: { flowId: string; version: number }) {
  const api = useApi();
  const { view } = useEditor();
  const { locale, names } = useSpeech();
  const t = useTexts(EDITOR_PANEL_TEXTS);
  const flow = useDocument((state) => state.flow);
  const found = useQuery({
    queryKey: ["flow", flowId, "version", version],
    queryFn: () => loadVersion(api, flowId, version),
    // A version never changes.
    staleTime: Number.POSITIVE_INFINITY,
  });
  const changes = useMemo(() => found.data && compareFlows(found.data.flow, flow), [found.data, flow]);
  if (found.isError) return <FailureNotice error={found.error} onRetry={() => void found.refetch()} />;
  if (!changes) return <Skeleton label={t("versions.loading")} />;
  if (isUnchanged(changes)) return <p className="version-changes-none">{t("versions.same")}</p>;
  const wordsOf = ({ before, after, parts }: ChangedNode): string => {
    const titles = [titleOf(before, locale), titleOf(after, locale)].join(" → ");
    const [was, is] = [summaryOf(before, locale, names), summaryOf(after, locale, names)];
    const inside = was === is ? t("diff.inside") : `${was} → ${is}`;
    const words = parts.map((part) => {
      if (part === "data" || part === "type") return inside;
      return part === "label" ? `${t("diff.label")}: ${titles}` : t(`diff.${part}`);
    });
    return [...new Set(words)].join(" · ");
  };
  const { added, removed, changed, edgesAdded, edgesRemoved, settings } = changes;
  return (
    <section className="version-changes" aria-label={t("versions.diff", { version })}>
      <ul>
        {added.map((node) => (
          <li key={node.id} data-change="added">
            <button type="button" onClick={() => showNode(view, node.id)}>
              <em>{t("diff.added")}</em>
              <StepIcon type={node.type} size={13} />
              <span>{titleOf(node, locale)}</span>
            </button>
          </li>
        ))}
        {changed.map((change) => (
          <li key={change.after.id} data-change="changed">
            <button type="button" onClick={() => showNode(view, change.after.id)}>
              <em>{t("diff.changed")}</em>
              <StepIcon type={change.after.type} size={13} />
              <span>
                {titleOf(change.after, locale)}
                <small>{wordsOf(change)}</small>
              </span>
            </button>
          </li>
        ))}
        {removed.map((node) => (
          <li key={node.id} data-change="removed">
            <div>
              <em>{t("diff.removed")}</em>
              <StepIcon type={node.type} size={13} />
              <span>{titleOf(node, locale)}</span>
            </div>
          </li>
        ))}
        {edgesAdded + edgesRemoved > 0 && (
          <li>
            <div>
              <em>{t("diff.edges")}</em>
              <span>{t("diff.edgesText", { added: edgesAdded, removed: edgesRemoved })}</span>
            </div>
          </li>
        )}
        {settings && (
          <li>
            <div>
              <em>{t("diff.changed")}</em>
              <span>{t("diff.settings")}</span>
            </div>
          </li>
        )}
      </ul>
    </section>
  );
}
