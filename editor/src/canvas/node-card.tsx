import { Handle, type NodeProps, Position, useUpdateNodeInternals } from "@xyflow/react";
import { TriangleAlert } from "lucide-react";
import { memo, useContext, useEffect, useRef } from "react";
import { useStore } from "zustand";
import { useLocale } from "../i18n/locale-context.js";
import { translate } from "../i18n/translate.js";
import { closedPortsOf, isTrigger, portsOf } from "../nodes/node-ports.js";
import { hasTwoLines, showsPorts } from "../nodes/node-size.js";
import { CATEGORY_COLOURS } from "../nodes/node-view.js";
import { portLabelOf, titleOf, viewOf } from "../nodes/registry.js";
import { CurrentContext, useCanvasActions } from "./canvas-actions.js";
import { CardNumbers } from "./card-numbers.js";
import { CardPort } from "./card-port.js";
import { type CardNode, isTaken } from "./flow-elements.js";

/** A node as a card that can be read without opening it: icon, title, one line in words, ports, problems, people. */
export const NodeCard = memo(function NodeCard({ data, selected }: NodeProps<CardNode>) {
  const locale = useLocale();
  const actions = useCanvasActions();
  const { node, summary, problems, taken } = data;
  const isCurrent = useStore(useContext(CurrentContext), (state) => state.current === node.id);
  const { icon: Icon, category } = viewOf(node);
  const ports = portsOf(node);
  const closed = closedPortsOf(node);
  const title = titleOf(node, locale);
  const worst = problems.some((d) => d.severity === "error") ? "error" : "warning";

  // React Flow measures handles once; another list of ports is another list of handles.
  const update = useUpdateNodeInternals();
  const portKey = ports.join("/");
  const measured = useRef(portKey);
  useEffect(() => {
    if (measured.current === portKey) return;
    measured.current = portKey;
    update(node.id);
  }, [update, node.id, portKey]);

  const body = (
    <>
      <span className="node-card-head">
        <span className="node-card-icon">
          <Icon size={15} aria-hidden />
        </span>
        <span className="node-card-title">{title}</span>
        {problems.length > 0 && (
          <span className="node-card-problems" data-severity={worst} title={problems[0]?.message[locale]}>
            <TriangleAlert size={11} aria-hidden />
            {problems.length}
          </span>
        )}
      </span>
      <span className="node-card-summary" title={summary}>
        {summary}
      </span>
    </>
  );
  return (
    <div
      className="node-card"
      data-selected={selected}
      data-disabled={node.disabled ?? false}
      style={{ "--node-colour": `var(${CATEGORY_COLOURS[category]})` } as React.CSSProperties /* a custom property */}
    >
      {!isTrigger(node) && (
        <Handle
          type="target"
          position={Position.Top}
          isConnectableStart={false}
          isConnectable={actions !== undefined}
        />
      )}
      {actions ? (
        <button
          type="button"
          className="node-card-body"
          data-node={node.id}
          tabIndex={isCurrent ? 0 : -1}
          aria-label={cardLabel(title, summary, problems.length)}
          aria-pressed={selected}
          onFocus={() => actions.onFocus(node.id)}
        >
          {body}
        </button>
      ) : (
        <div className="node-card-body">{body}</div>
      )}
      {showsPorts(ports) && (
        <div className="node-card-ports" data-lines={hasTwoLines(ports) ? 2 : 1} aria-hidden="true">
          {ports.map((port) => (
            <span key={port} data-closed={closed.includes(port)} title={portLabelOf(node, port, locale)}>
              <span className="node-card-port">{portLabelOf(node, port, locale)}</span>
            </span>
          ))}
        </div>
      )}
      {ports.map((port, i) => (
        <CardPort
          key={port}
          nodeId={node.id}
          port={port}
          title={title}
          label={portLabelOf(node, port, locale)}
          share={(i + 0.5) / ports.length}
          taken={isTaken(taken, port)}
          closed={closed.includes(port)}
          tabbable={isCurrent}
        />
      ))}
      <CardNumbers nodeId={node.id} />
      {node.disabled && <span className="node-card-off">{translate(locale, "canvas.disabled")}</span>}
    </div>
  );

  function cardLabel(name: string, words: string, count: number): string {
    const label = translate(locale, "canvas.nodeLabel", { title: name, summary: words });
    return count === 0 ? label : `${label} (${translate(locale, "canvas.problems", { count })})`;
  }
}, looksSame);

/** A card that was only moved, as most are when a step comes or goes, looks as before: React Flow moves it. */
function looksSame(before: NodeProps<CardNode>, after: NodeProps<CardNode>): boolean {
  return before.data === after.data && before.selected === after.selected;
}
