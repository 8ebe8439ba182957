import type { FlowNode } from "@sopflow/schemas";
import type { Locale } from "../../i18n/locale.js";
import { titleOf } from "../../nodes/registry.js";

/** What a step is called: its own title, else its type's; a step that is no longer in the flow by its id. */
export const nodeName = (node: FlowNode | { readonly id: string }, locale: Locale): string =>
  "type" in node ? titleOf(node, locale) : node.id;
