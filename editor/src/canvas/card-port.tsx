import { Handle, Position } from "@xyflow/react";
import { Plus } from "lucide-react";
import type { KeyboardEvent } from "react";
import { useCanvasActions } from "./canvas-actions.js";

interface CardPortProps {
  readonly nodeId: string;
  readonly port: string;
  /** What the node and the port are called. */
  readonly title: string;
  readonly label: string;
  /** How far along the card's lower edge it stands, 0 to 1. */
  readonly share: number;
  readonly taken: boolean;
  readonly closed: boolean;
  readonly tabbable: boolean;
}

/**
 * A way out of a card, with its "+": a press adds a step there, a drag draws an edge to another card. The "+" is inside
 * of the handle, because a drag must begin on it.
 */
export function CardPort({ nodeId, port, title, label, share, taken, closed, tabbable }: CardPortProps) {
  const actions = useCanvasActions();
  const onKeyDown = (event: KeyboardEvent) => {
    if (!taken || (event.key !== "Delete" && event.key !== "Backspace")) return;
    event.stopPropagation();
    actions?.onCutPort(nodeId, port);
  };
  return (
    <Handle
      id={port}
      type="source"
      position={Position.Bottom}
      isConnectable={actions !== undefined && !closed}
      style={{ left: `${share * 100}%` }}
    >
      {actions && !closed && (
        <button
          type="button"
          className="port-add"
          data-taken={taken}
          data-slot-node={nodeId}
          data-slot-port={port}
          tabIndex={tabbable ? 0 : -1}
          aria-label={actions.texts.add(title, label)}
          title={actions.texts.add(title, label)}
          onClick={(event) => {
            event.stopPropagation();
            actions.onAdd({ kind: "port", source: nodeId, port }, event.currentTarget);
          }}
          onKeyDown={onKeyDown}
        >
          <Plus size={taken ? 12 : 15} strokeWidth={2.5} aria-hidden />
        </button>
      )}
    </Handle>
  );
}
