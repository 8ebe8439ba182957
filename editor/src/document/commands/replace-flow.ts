import type { Flow } from "@sopflow/schemas";
import type { EditCommand } from "../edit-command.js";

/** Takes the content of another flow (an import, an older version). The id stays that of the flow being edited. */
export const replaceFlow: EditCommand<{ readonly flow: Flow }> = {
  name: "replace-flow",
  edit(flow, { flow: other }) {
    const { name, description, settings, nodes, edges } = structuredClone(other);
    flow.name = name;
    if (description === undefined) delete flow.description;
    else flow.description = description;
    flow.settings = settings;
    flow.nodes = nodes;
    flow.edges = edges;
  },
};
