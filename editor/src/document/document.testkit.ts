import { canonicalJson } from "@sopflow/engine/core";
import { type Flow, type FlowEdge, type FlowNode, flowSchema, type NodeType } from "@sopflow/schemas";
import { expect } from "vitest";
import { createNode } from "../nodes/create-node.js";
import type { EditCommand } from "./edit-command.js";
import { createFlowDocument } from "./flow-document.js";

/** A new node of a type. */
export const node = (type: NodeType, id: string): FlowNode => createNode(type, id, { x: 0, y: 0 });

/** `a.out > b` as an edge; its id is the text itself without what ids may not hold. */
export function edge(text: string): FlowEdge {
  const [from = "", target = ""] = text.split(" > ");
  const at = from.indexOf(".");
  const [source, sourceHandle] = [from.slice(0, at), from.slice(at + 1)];
  return { id: `${source}-${sourceHandle}-${target}`, source, sourceHandle, target };
}

/**
 * start → wait → ask ┬ done → thanks → leave
 *                    └ skipped → leave
 */
export function sampleFlow(): Flow {
  return flowSchema.parse({
    schema: "sopflow/flow@1",
    id: "sample",
    name: "Sample",
    nodes: [
      node("trigger.event", "start"),
      node("wait.duration", "wait"),
      node("task", "ask"),
      node("tag", "thanks"),
      node("exit", "leave"),
      node("split", "groups"),
    ],
    edges: [
      edge("start.out > wait"),
      edge("wait.out > ask"),
      edge("ask.done > thanks"),
      edge("ask.skipped > leave"),
      edge("thanks.out > leave"),
    ],
  });
}

export const openDocument = (flow: Flow = sampleFlow()) => createFlowDocument(flow, { now: () => 0 });

/** Does, undoes and redoes a command on a flow; every state is compared whole, but for the order of keys. Returns the changed flow. */
export function expectExactInverse<A>(command: EditCommand<A>, args: A, flow: Flow = sampleFlow()): Flow {
  const document = openDocument(flow);
  const content = () => canonicalJson(document.store.getState().flow);
  const before = content();
  expect(document.run(command, args)).toEqual({ ok: true, changed: true });
  const changed = document.store.getState().flow;
  const after = content();
  expect(after).not.toBe(before);
  expect(flowSchema.safeParse(changed).error).toBeUndefined();
  expect(document.store.getState().undoable).toBe(command.name);
  document.undo();
  expect(content()).toBe(before);
  document.redo();
  expect(content()).toBe(after);
  return changed;
}

/** The code of every reason for which a command is refused; and that it then changes nothing. */
export function refusalCodes<A>(command: EditCommand<A>, args: A, flow: Flow = sampleFlow()): string[] {
  const document = openDocument(flow);
  const result = document.run(command, args);
  expect(document.store.getState().flow).toBe(flow);
  return result.ok ? [] : result.problems.map((d) => d.code);
}

/** The edges of a flow as texts, in file order. */
export const edgeTexts = (flow: Flow): string[] => flow.edges.map((e) => `${e.source}.${e.sourceHandle} > ${e.target}`);
