import type { EditCommand } from "../edit-command.js";

export interface DisableNodes {
  readonly nodeIds: readonly string[];
  readonly disabled: boolean;
}

/** Switches nodes off or on. A disabled one is passed through by its first port without acting. */
export const disableNodes: EditCommand<DisableNodes> = {
  name: "disable-nodes",
  edit(flow, { nodeIds, disabled }) {
    for (const node of flow.nodes) {
      if (!nodeIds.includes(node.id) || (node.disabled ?? false) === disabled) continue;
      if (disabled) node.disabled = true;
      else delete node.disabled;
    }
  },
};
