import { canonicalJson, FLOW_TEMPLATES, parseFlow } from "@sopflow/engine/core";
import { type Flow, flowSchema } from "@sopflow/schemas";
import fc from "fast-check";
import { expect, it } from "vitest";
import { createNode } from "../nodes/create-node.js";
import { portsOf } from "../nodes/node-ports.js";
import { NODE_TYPES, NODE_VIEWS } from "../nodes/registry.js";
import { fragmentOf } from "./clipboard/fragment.js";
import { preparePaste } from "./clipboard/prepare-paste.js";
import { addAfterPort } from "./commands/add-after-port.js";
import { addNode } from "./commands/add-node.js";
import { changeData } from "./commands/change-data.js";
import { changeSettings } from "./commands/change-settings.js";
import { connect } from "./commands/connect.js";
import { disableNodes } from "./commands/disable-nodes.js";
import { disconnect } from "./commands/disconnect.js";
import { duplicateNodes } from "./commands/duplicate-nodes.js";
import { insertOnEdge } from "./commands/insert-on-edge.js";
import { moveNodes } from "./commands/move-nodes.js";
import { paste } from "./commands/paste.js";
import { reconnect } from "./commands/reconnect.js";
import { removeNodes } from "./commands/remove-nodes.js";
import { renameFlow } from "./commands/rename-flow.js";
import { setLabel } from "./commands/set-label.js";
import { setNote } from "./commands/set-note.js";
import { sampleFlow } from "./document.testkit.js";
import { createFlowDocument, type FlowDocument } from "./flow-document.js";
import { findNode } from "./graph/flow-graph.js";

/** Numbers from which an action chooses among what the flow holds at that moment. */
type Dice = readonly [number, number, number];
const pick = <T>(list: readonly T[], dice: number): T | undefined => list[dice % Math.max(list.length, 1)];

let serial = 0;
const newName = (prefix: string) => {
  serial += 1;
  return `${prefix}-${serial}`;
};
const newNode = (dice: number) => {
  const type = pick(NODE_TYPES, dice) ?? "tag";
  return createNode(type, newName("new"), { x: dice, y: 0 });
};
const nodeAt = (flow: Flow, dice: number) => pick(flow.nodes, dice)?.id ?? "none";
const edgeIdAt = (flow: Flow, dice: number) => pick(flow.edges, dice)?.id ?? "none";
const wayFrom = (flow: Flow, [a, b, c]: Dice) => {
  const source = nodeAt(flow, a);
  const node = findNode(flow, source);
  return { source, sourceHandle: (node && pick(portsOf(node), b)) ?? "out", target: nodeAt(flow, c) };
};
const copyOf = (flow: Flow, [a, b, c]: Dice) =>
  preparePaste(flow, fragmentOf(flow, [nodeAt(flow, a), nodeAt(flow, b), nodeAt(flow, c)]));

const ACTIONS: readonly ((document: FlowDocument, flow: Flow, dice: Dice) => unknown)[] = [
  (d, _flow, [a]) => d.run(addNode, { node: newNode(a) }),
  (d, flow, [a, b, c]) => {
    const { source, sourceHandle: port } = wayFrom(flow, [a, b, c]);
    return d.run(addAfterPort, { source, port, node: newNode(c), edgeId: newName("edge") });
  },
  (d, flow, dice) => d.run(connect, { edge: { id: newName("edge"), ...wayFrom(flow, dice) } }),
  (d, flow, [a]) => d.run(disconnect, { edgeIds: [edgeIdAt(flow, a)] }),
  (d, flow, [a, b, c]) => d.run(reconnect, { edgeId: edgeIdAt(flow, a), ...wayFrom(flow, [b, c, a]) }),
  (d, flow, [a, b]) => d.run(insertOnEdge, { edgeId: edgeIdAt(flow, a), node: newNode(b), newEdgeId: newName("edge") }),
  (d, flow, [a, b, c]) => d.run(removeNodes, { nodeIds: [nodeAt(flow, a), nodeAt(flow, b)], reconnect: c % 2 === 0 }),
  (d, flow, [a, b, c]) => d.run(moveNodes, { places: [{ id: nodeAt(flow, a), x: b / 3, y: c }] }),
  (d, flow, [a, b]) => {
    const node = pick(flow.nodes, a);
    const fields = Object.keys(node?.data ?? {});
    const odd = [undefined, "P2D", 5, "text", [], { all: [] }, false, null, []];
    return d.run(changeData, { nodeId: node?.id ?? "none", path: [pick(fields, b) ?? "x"], value: pick(odd, a + b) });
  },
  (d, flow, [a]) => {
    const node = pick(flow.nodes, a);
    const value = node && NODE_VIEWS[node.type].create();
    return d.run(changeData, { nodeId: node?.id ?? "none", path: [], value }, { group: "reset" });
  },
  (d, _flow, [a]) => d.run(changeSettings, { path: ["priority"], value: a % 120 }, { group: "priority" }),
  (d, _flow, [a]) => d.run(renameFlow, { name: "x".repeat(a % 90), description: a % 2 === 0 ? "" : "text" }),
  (d, flow, [a, b]) => d.run(setLabel, { nodeId: nodeAt(flow, a), label: "l".repeat(b % 3) }, { group: "label" }),
  (d, flow, [a, b]) => d.run(setNote, { nodeId: nodeAt(flow, a), note: "n".repeat(b % 3) }),
  (d, flow, [a, b]) => d.run(disableNodes, { nodeIds: [nodeAt(flow, a)], disabled: b % 2 === 0 }),
  (d, flow, dice) => d.run(paste, copyOf(flow, dice)),
  (d, flow, dice) => d.run(duplicateNodes, copyOf(flow, dice)),
  (d) => d.undo(),
  (d) => d.redo(),
];

const flows = [sampleFlow(), ...FLOW_TEMPLATES.flatMap(({ file }) => parseFlow(file).flow ?? [])];
const dice = fc.nat({ max: 10_000 });

it("after any edits: every state has a sound shape, undoing all gives the first flow, redoing all the last", () => {
  fc.assert(
    fc.property(
      fc.nat({ max: flows.length - 1 }),
      fc.array(fc.tuple(fc.nat({ max: ACTIONS.length - 1 }), dice, dice, dice), { maxLength: 40 }),
      (index, steps) => {
        const flow = flows[index] ?? sampleFlow();
        const document = createFlowDocument(flow, { now: () => 0 });
        const content = () => canonicalJson(document.store.getState().flow);
        const first = content();
        for (const [action, ...numbers] of steps) {
          ACTIONS[action]?.(document, document.store.getState().flow, numbers);
          expect(flowSchema.safeParse(document.store.getState().flow).error).toBeUndefined();
        }
        while (document.redo());
        const last = content();
        while (document.undo());
        expect(content()).toBe(first);
        while (document.redo());
        expect(content()).toBe(last);
      },
    ),
    { numRuns: 60 },
  );
});
