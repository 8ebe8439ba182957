import "./node-numbers.css";
import type { StepNumber } from "@sopflow/schemas";
import { useContext } from "react";
import { useStore } from "zustand";
import { LiveCountsContext, OpenListsContext, type TaskList } from "../canvas/live-counts.js";
import { findNode } from "../document/graph/flow-graph.js";
import { useDocument, useView } from "../editing/editor-session.js";
import { LIVE_TEXTS } from "../i18n/live-texts.js";
import { useLocale, useTexts } from "../i18n/locale-context.js";
import { countWords } from "../i18n/money-words.js";
import { portsOf } from "../nodes/node-ports.js";
import { showsPorts } from "../nodes/node-size.js";
import { portLabelOf } from "../nodes/registry.js";

const TASK_ENDS = ["done", "skipped", "expired", "stale", "withdrawn"] as const satisfies readonly TaskList[];

/** What happened at the chosen step since the flow was published. Numbers of people and tasks open their lists. */
export function NodeNumbers() {
  const t = useTexts(LIVE_TEXTS);
  const locale = useLocale();
  const lists = useContext(OpenListsContext);
  const selected = useView((state) => state.selectedNodes);
  const nodeId = selected.length === 1 ? selected[0] : undefined;
  const node = useDocument((state) => (nodeId === undefined ? undefined : findNode(state.flow, nodeId)));
  const numbers = useStore(useContext(LiveCountsContext), ({ nodes }) =>
    nodeId === undefined ? undefined : nodes.get(nodeId),
  );
  if (node === undefined || numbers === undefined) return null;
  const { id } = node;
  const ports = portsOf(node).filter((port) => (numbers.left[port] ?? 0) > 0);
  const trace = (what: StepNumber, port?: string) => lists && (() => lists.trace(id, what, port));
  const leftInAll = ports.reduce((sum, port) => sum + (numbers.left[port] ?? 0), 0);
  return (
    <details className="node-numbers" open>
      <summary title={t("since")}>{t("title")}</summary>
      <dl>
        <Fact what={t("entered")} count={numbers.entered} onOpen={trace("entered")} />
        <Fact what={t("refused")} count={numbers.refused} onOpen={trace("refused")} />
        <Fact what={t("waiting")} count={numbers.waiting} onOpen={lists && (() => lists.people(id, "waiting"))} />
        {numbers.entered === 0 && <Fact what={t("arrived")} count={numbers.arrived} onOpen={trace("arrived")} />}
        <Fact what={t("standing")} count={numbers.standing} onOpen={lists && (() => lists.people(id, "active"))} />
        <Fact what={t("closing")} count={numbers.closing} onOpen={lists && (() => lists.people(id, "closing"))} />
        <Fact what={t("ended")} count={numbers.ended} onOpen={trace("ended")} />
        <Fact what={t("failed")} count={numbers.failed} tone="danger" onOpen={trace("failed")} />
        <Fact what={t("issued")} count={numbers.issued} onOpen={lists && (() => lists.tasks(id, "all"))} />
        <Fact what={t("open")} count={numbers.open} onOpen={lists && (() => lists.tasks(id, "open"))} />
        {TASK_ENDS.map((end) => (
          <Fact
            key={end}
            what={t(end)}
            count={numbers.closed[end] ?? 0}
            onOpen={lists && (() => lists.tasks(id, end))}
          />
        ))}
        <Fact what={t("dropped")} count={numbers.dropped} onOpen={trace("dropped")} />
      </dl>
      {showsPorts(portsOf(node)) && ports.length > 0 && (
        <ul className="node-shares" aria-label={t("left")}>
          {ports.map((port) => {
            const count = numbers.left[port] ?? 0;
            const label = portLabelOf(node, port, locale);
            return (
              <li key={port}>
                <span>{label}</span>
                <meter min={0} max={leftInAll} value={count} aria-hidden="true" />
                <span className="node-share">
                  <Count what={t("leftBy", { port: label })} count={count} onOpen={trace("left", port)} /> ·{" "}
                  {Math.round((count / leftInAll) * 100)}%
                </span>
              </li>
            );
          })}
        </ul>
      )}
    </details>
  );
}

interface FactProps {
  readonly what: string;
  readonly count: number;
  readonly tone?: "danger";
  readonly onOpen?: (() => void) | undefined;
}

function Fact({ what, count, tone, onOpen }: FactProps) {
  if (count === 0) return null;
  return (
    <div data-tone={tone}>
      <dt>{what}</dt>
      <dd>
        <Count what={what} count={count} onOpen={onOpen} />
      </dd>
    </div>
  );
}

/** A number that opens the list behind it. */
function Count({ what, count, onOpen }: Omit<FactProps, "tone">) {
  const t = useTexts(LIVE_TEXTS);
  const words = countWords(count);
  if (!onOpen) return words;
  return (
    <button type="button" className="node-number" aria-label={t("openList", { what, count: words })} onClick={onOpen}>
      {words}
    </button>
  );
}
