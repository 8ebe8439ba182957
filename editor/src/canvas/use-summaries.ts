import type { FlowNode } from "@sopflow/schemas";
import { useMemo } from "react";
import { summaryOf } from "../nodes/registry.js";
import { useSpeech } from "./locale-context.js";

/**
 * What each step does, in one line. Remembered by node: an edit changes one of them, and a new name, which may stand in
 * the line of any step, asks for all lines anew but draws only the cards whose line is another.
 */
export function useSummaries(): (node: FlowNode) => string {
  const { locale, names } = useSpeech();
  return useMemo(() => {
    const known = new WeakMap<FlowNode, string>();
    return (node) => {
      const found = known.get(node) ?? summaryOf(node, locale, names);
      known.set(node, found);
      return found;
    };
  }, [locale, names]);
}
