import type { EditCommand } from "../edit-command.js";
import { findNode } from "../graph/flow-graph.js";

export interface NodePlace {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

/** Puts nodes elsewhere on the canvas, in whole px: by hand, or by the layout. */
export const moveNodes: EditCommand<{ readonly places: readonly NodePlace[] }> = {
  name: "move-nodes",
  edit(flow, { places }) {
    for (const { id, x, y } of places) {
      const node = findNode(flow, id);
      if (node === undefined || !Number.isFinite(x) || !Number.isFinite(y)) continue;
      // Field by field: an unmoved node records nothing. `+ 0` because JSON has no -0.
      node.position.x = Math.round(x) + 0;
      node.position.y = Math.round(y) + 0;
    }
  },
};
