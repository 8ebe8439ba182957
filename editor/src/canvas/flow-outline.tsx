import "./flow-outline.css";
import type { Diagnostic, Flow } from "@sopflow/schemas";
import { CornerDownRight, TriangleAlert } from "lucide-react";
import { useEffect, useMemo, useRef } from "react";
import { useEditor, useView } from "../editing/editor-session.js";
import { showNode } from "../editing/editor-view.js";
import { EDITOR_TEXTS } from "../i18n/editor-texts.js";
import { useLocale, useTexts } from "../i18n/locale-context.js";
import { showsPorts } from "../nodes/node-size.js";
import { portLabelOf, titleOf } from "../nodes/registry.js";
import { CardNumbers } from "./card-numbers.js";
import { outlineOrder } from "./outline-order.js";
import { StepIcon } from "./step-icon.js";
import { useSummaries } from "./use-summaries.js";

interface FlowOutlineProps {
  readonly flow: Flow;
  readonly problems: ReadonlyMap<string, readonly Diagnostic[]>;
}

/** A flow to be read from top to bottom: for a phone, and for who listens instead of looking. */
export function FlowOutline({ flow, problems }: FlowOutlineProps) {
  const { view } = useEditor();
  const selected = useView((state) => state.selectedNodes);
  const reveal = useView((state) => state.reveal);
  const locale = useLocale();
  const t = useTexts(EDITOR_TEXTS);
  const describe = useSummaries();
  const root = useRef<HTMLOListElement>(null);
  const steps = useMemo(() => outlineOrder(flow), [flow]);
  const stepOf = (nodeId: string) =>
    [...(root.current?.querySelectorAll<HTMLElement>("[data-node]") ?? [])].find((one) => one.dataset.node === nodeId);
  const goTo = (nodeId: string) => {
    stepOf(nodeId)?.scrollIntoView?.({ block: "start" });
    stepOf(nodeId)?.focus({ preventScroll: true });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: each request is answered once
  useEffect(() => {
    if (reveal === undefined) return;
    stepOf(reveal.nodeId)?.scrollIntoView?.({ block: "nearest" });
    if (reveal.focus) stepOf(reveal.nodeId)?.focus({ preventScroll: true });
  }, [reveal]);
  return (
    <ol className="outline" ref={root} aria-label={t("outline.label")}>
      {steps.map(({ node, ways }) => {
        const isNamed = showsPorts(ways.map(({ port }) => port));
        const count = problems.get(node.id)?.length ?? 0;
        return (
          <li key={node.id} data-selected={selected.includes(node.id)} data-disabled={node.disabled ?? false}>
            <CardNumbers nodeId={node.id} />
            <button
              type="button"
              className="outline-step"
              data-node={node.id}
              aria-pressed={selected.includes(node.id)}
              onClick={() => showNode(view, node.id)}
            >
              <StepIcon type={node.type} />
              <span>
                <strong>{titleOf(node, locale)}</strong>
                <span>{describe(node)}</span>
              </span>
              {count > 0 && (
                <em>
                  <TriangleAlert size={12} aria-hidden /> {count}
                </em>
              )}
            </button>
            {ways.length > 0 && (
              <ul>
                {ways.map(({ port, target }) => (
                  <li key={port}>
                    <CornerDownRight size={13} aria-hidden />
                    {isNamed && <span>{portLabelOf(node, port, locale)}</span>}
                    {target ? (
                      <button type="button" onClick={() => goTo(target.id)}>
                        {titleOf(target, locale)}
                      </button>
                    ) : (
                      <span className="outline-end">{t("outline.end")}</span>
                    )}
                  </li>
                ))}
              </ul>
            )}
          </li>
        );
      })}
    </ol>
  );
}
