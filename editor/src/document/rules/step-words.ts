import type { FlowNode, Text } from "@sopflow/schemas";
import { portLabelOf, titleOf } from "../../nodes/registry.js";

/** A step as its card calls it, for messages: nobody sees ids. */
export const stepWords = (node: Pick<FlowNode, "type" | "label">): Text => ({
  zh: titleOf(node, "zh"),
  en: titleOf(node, "en"),
});

/** A port as its card calls it. */
export const portWords = (node: FlowNode, port: string): Text => ({
  zh: portLabelOf(node, port, "zh"),
  en: portLabelOf(node, port, "en"),
});

/** Several, one after another. */
export const joinWords = (texts: readonly Text[], between: Text): Text => ({
  zh: texts.map(({ zh }) => zh).join(between.zh),
  en: texts.map(({ en }) => en).join(between.en),
});
