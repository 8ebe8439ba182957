import type { EditCommand } from "../edit-command.js";
import { shapeHead } from "../rules/sound-shape.js";

export interface RenameFlow {
  readonly name: string;
  /** Absent = as it was; empty = none. */
  readonly description?: string;
}

/** Changes the flow's name and description. Its id stays: versions and people hang on it. */
export const renameFlow: EditCommand<RenameFlow> = {
  name: "rename-flow",
  refuse: (_flow, head) => shapeHead(head),
  edit(flow, { name, description }) {
    flow.name = name;
    if (description === undefined) return;
    if (description === "") delete flow.description;
    else flow.description = description;
  },
};
