import type { EditCommand } from "../edit-command.js";

/** Deletes edges. The ports then end their paths. */
export const disconnect: EditCommand<{ readonly edgeIds: readonly string[] }> = {
  name: "disconnect",
  edit(flow, { edgeIds }) {
    if (flow.edges.some((edge) => edgeIds.includes(edge.id))) {
      flow.edges = flow.edges.filter((edge) => !edgeIds.includes(edge.id));
    }
  },
};
