import type { FlowNode, StepNames } from "@sopflow/schemas";
import type { Locale } from "../../i18n/locale.js";
import { NODE_TYPES, titleOf } from "../../nodes/registry.js";

/** What a step of a flow is called: its own title, else its type's. */
export const nodeName = (node: FlowNode, locale: Locale): string => titleOf(node, locale);

/** The same where only its names are known; a step that is gone is called by its id. */
export function stepName(
  { nodeId, nodeTitle, nodeType }: StepNames & { readonly nodeId: string },
  locale: Locale,
): string {
  if (nodeTitle !== undefined) return nodeTitle;
  const type = NODE_TYPES.find((known) => known === nodeType);
  return type === undefined ? nodeId : titleOf({ type }, locale);
}
