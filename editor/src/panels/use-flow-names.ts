import type { FlowNode } from "@sopflow/schemas";
import { useMemo, useRef } from "react";
import { useStore } from "zustand";
import type { FlowDocument } from "../document/flow-document.js";
import type { Locale } from "../i18n/locale.js";
import type { Names } from "../i18n/names.js";
import type { Brand, Choice } from "../inspector/brand-context.js";
import { titleOf } from "../nodes/registry.js";

/**
 * What ids are called, in the flow and the brand. The same object until a name changes: every card hangs on it, and
 * typing a script must not draw them all.
 */
export function useFlowNames(document: FlowDocument, brand: Brand, locale: Locale): Names {
  const nodes = useStore(document.store, (state) => state.flow.nodes);
  const text = useMemo(() => JSON.stringify(namesIn(nodes, locale)), [nodes, locale]);
  const kept = useRef<{ text: string; brand: Brand; names: Names }>(undefined);
  if (kept.current?.text !== text || kept.current.brand !== brand) {
    kept.current = { text, brand, names: namesOf(JSON.parse(text), brand) };
  }
  return kept.current.names;
}

/** The same for a flow that does not change. */
export const namesOfFlow = (nodes: readonly FlowNode[], brand: Brand, locale: Locale): Names =>
  namesOf(namesIn(nodes, locale), brand);

interface NamesIn {
  readonly nodes: Readonly<Record<string, string>>;
  /** Labels of outcomes by node and id. */
  readonly outcomes: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

function namesIn(nodes: readonly FlowNode[], locale: Locale): NamesIn {
  const tasks = nodes.flatMap((node) => (node.type === "task" ? [node] : []));
  return {
    nodes: Object.fromEntries(nodes.map((node) => [node.id, titleOf(node, locale)])),
    outcomes: Object.fromEntries(
      tasks.map(({ id, data }) => [id, Object.fromEntries(data.outcomes.map((one) => [one.id, one.label]))]),
    ),
  };
}

function namesOf({ nodes, outcomes }: NamesIn, brand: Brand): Names {
  const find = (choices: readonly Choice[]) => {
    const byValue = new Map(choices.map(({ value, label }) => [value, label]));
    return (value: string) => byValue.get(value);
  };
  return {
    attribute: (name) => brand.attributes[name]?.label,
    product: find(brand.products),
    advisor: find(brand.advisors),
    flow: find(brand.flows),
    node: (id) => nodes[id],
    outcome: (id, nodeId) =>
      nodeId === undefined ? Object.values(outcomes).find((labels) => labels[id])?.[id] : outcomes[nodeId]?.[id],
  };
}
