import { Handle, type NodeProps, Position } from "@xyflow/react";
import { memo } from "react";
import { translate } from "../i18n/translate.js";
import { closedPortsOf, isTrigger, portsOf } from "../nodes/node-ports.js";
import { showsPorts } from "../nodes/node-size.js";
import { CATEGORY_COLOURS } from "../nodes/node-view.js";
import { portLabelOf, summaryOf, titleOf, viewOf } from "../nodes/registry.js";
import type { CardNode } from "./flow-elements.js";
import { useSpeech } from "./locale-context.js";

/** A node as a card that can be read without opening it: icon, title, one line in words, ports, problems. */
export const NodeCard = memo(function NodeCard({ data, selected }: NodeProps<CardNode>) {
  const { locale, names } = useSpeech();
  const { node, problems } = data;
  const { icon: Icon, category } = viewOf(node);
  const ports = portsOf(node);
  const closed = closedPortsOf(node);
  const summary = summaryOf(node, locale, names);
  const worst = problems.some((d) => d.severity === "error") ? "error" : "warning";
  return (
    <div
      className="node-card"
      data-selected={selected}
      data-disabled={node.disabled ?? false}
      style={{ "--node-colour": `var(${CATEGORY_COLOURS[category]})` } as React.CSSProperties /* a custom property */}
    >
      {!isTrigger(node) && <Handle type="target" position={Position.Top} isConnectable={false} />}
      <div className="node-card-head">
        <span className="node-card-icon">
          <Icon size={16} aria-hidden />
        </span>
        <span className="node-card-title">{titleOf(node, locale)}</span>
        {problems.length > 0 && (
          <span className="node-card-problems" data-severity={worst} title={problems[0]?.message[locale]}>
            {problems.length}
          </span>
        )}
      </div>
      <p className="node-card-summary" title={summary}>
        {summary}
      </p>
      {showsPorts(ports) && (
        <div className="node-card-ports">
          {ports.map((port) => (
            <span key={port} data-closed={closed.includes(port)} title={portLabelOf(node, port, locale)}>
              {portLabelOf(node, port, locale)}
            </span>
          ))}
        </div>
      )}
      {ports.map((port, i) => (
        <Handle
          key={port}
          id={port}
          type="source"
          position={Position.Bottom}
          isConnectable={false}
          style={{ left: `${((i + 0.5) / ports.length) * 100}%` }}
        />
      ))}
      {node.disabled && <span className="node-card-off">{translate(locale, "canvas.disabled")}</span>}
    </div>
  );
});
