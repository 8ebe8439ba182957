import type { EditCommand } from "../edit-command.js";
import { mayPaste, type Paste, paste } from "./paste.js";

/** Adds a copy of nodes of this flow (`preparePaste` of `fragmentOf`); an entry of its own in the undo list. */
export const duplicateNodes: EditCommand<Paste> = {
  name: "duplicate-nodes",
  refuse: mayPaste,
  edit: paste.edit,
};
