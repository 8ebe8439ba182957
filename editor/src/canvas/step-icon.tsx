import type { NodeType } from "@sopflow/schemas";
import type { CSSProperties } from "react";
import { CATEGORY_COLOURS } from "../nodes/node-view.js";
import { viewOf } from "../nodes/registry.js";

/** A step's sign in the colour of its kind. */
export function StepIcon({ type, size = 16 }: { type: NodeType; size?: number }) {
  const { icon: Icon, category } = viewOf({ type });
  const style = { "--node-colour": `var(${CATEGORY_COLOURS[category]})` } as CSSProperties; // a custom property
  return (
    <span className="step-icon" style={style}>
      <Icon size={size} aria-hidden />
    </span>
  );
}
