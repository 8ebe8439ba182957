import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath } from "@xyflow/react";
import { X } from "lucide-react";
import { memo } from "react";
import { useCanvasActions } from "./canvas-actions.js";
import type { RouteEdge } from "./flow-elements.js";
import { middleOf, roundedPath } from "./rounded-path.js";

const CORNER_PX = 10;

/** An edge along the way that the layout found for it; until there is one, straight from end to end. */
export const FlowEdge = memo(function FlowEdge(props: EdgeProps<RouteEdge>) {
  const { id, data, selected, markerEnd } = props;
  const actions = useCanvasActions();
  const route = data?.route;
  const [fallback, labelX, labelY] = route ? ["", 0, 0] : getSmoothStepPath(props);
  const middle = route ? middleOf(route) : { x: labelX, y: labelY };
  return (
    <>
      <BaseEdge
        path={route ? roundedPath(route, CORNER_PX) : fallback}
        interactionWidth={18}
        {...(markerEnd !== undefined && { markerEnd })}
      />
      {selected && actions && (
        <EdgeLabelRenderer>
          <button
            type="button"
            className="edge-cut nopan"
            style={{ transform: `translate(-50%, -50%) translate(${middle.x}px, ${middle.y}px)` }}
            aria-label={actions.texts.cut}
            title={actions.texts.cut}
            onClick={() => actions.onCutEdge(id)}
          >
            <X size={12} aria-hidden />
          </button>
        </EdgeLabelRenderer>
      )}
    </>
  );
});
