import { compileFlow, FLOW_TEMPLATES, NODE_DEFINITIONS, parseFlow } from "@sopflow/engine/core";
import { FLOW_SCHEMA, type FlowNode, flowNodeSchema } from "@sopflow/schemas";
import { describe, expect, it } from "vitest";
import { LOCALES } from "../i18n/locale.js";
import { createNode } from "./create-node.js";
import { isTrigger, portsOf } from "./node-ports.js";
import { NODE_WIDTH_PX, sizeOf } from "./node-size.js";
import { NODE_TYPES, NODE_VIEWS, portLabelOf, summaryOf } from "./registry.js";

const templateNodes = (): FlowNode[] => FLOW_TEMPLATES.flatMap(({ file }) => parseFlow(file).flow?.nodes ?? []);

describe("node views", () => {
  it("stand under their own type, one for each type of the engine", () => {
    expect([...NODE_TYPES].sort()).toEqual(Object.keys(NODE_DEFINITIONS).sort());
    for (const type of NODE_TYPES) expect(NODE_VIEWS[type].type).toBe(type);
  });

  it.each(NODE_TYPES)("%s: a new node has a sound shape and says in both languages what it does", (type) => {
    const node = createNode(type, "n1", { x: 0, y: 0 });
    // Every default is written out: nothing has to be parsed before it can be drawn.
    expect(flowNodeSchema.parse(node)).toEqual(node);
    for (const locale of LOCALES) {
      expect(summaryOf(node, locale)).not.toBe("");
      for (const port of portsOf(node)) expect(portLabelOf(node, port, locale)).not.toBe("");
    }
  });

  it.each(NODE_TYPES)("%s: a new node has no error of its own but what the author must choose", (type) => {
    const node = createNode(type, "n1", { x: 0, y: 0 });
    const start = createNode("trigger.manual", "start", { x: 0, y: 0 });
    const nodes = isTrigger(node) ? [node] : [start, node];
    const edges = isTrigger(node) ? [] : [{ id: "e1", source: "start", sourceHandle: "out", target: "n1" }];
    const file = { schema: FLOW_SCHEMA, id: "f", name: "f", nodes, edges };
    const { diagnostics } = compileFlow(file, { version: 1 });
    const codes = diagnostics.filter((d) => d.severity === "error" && d.nodeId === "n1").map((d) => d.code);
    expect(codes.filter((code) => code !== "node.does_nothing")).toEqual([]);
  });

  it("show no JSON path, ISO duration or code name of an operator in the templates' summaries", () => {
    const nodes = templateNodes();
    expect(nodes.length).toBeGreaterThan(50);
    for (const node of nodes) {
      for (const locale of LOCALES) {
        const words = summaryOf(node, locale);
        expect(words).not.toMatch(/\$\.|\bP(T?\d+[WDHMS])+\b|undefined|\[object/);
      }
    }
  });

  it("grow with the number of their ports", () => {
    expect(sizeOf(createNode("wait.duration", "a", { x: 0, y: 0 })).width).toBe(NODE_WIDTH_PX);
    const check = createNode("activity.check", "b", { x: 0, y: 0 });
    expect(sizeOf(check).width).toBeGreaterThan(NODE_WIDTH_PX);
  });
});

describe("summaries", () => {
  it("read as a lead would say it", () => {
    const wait = createNode("wait.event", "n1", { x: 0, y: 0 });
    if (wait.type !== "wait.event") throw new Error("another type came back");
    const paid = {
      ...wait,
      data: { ...wait.data, on: [{ id: "paid", label: "", event: "order.paid", where: { all: [] } }] },
    };
    expect(summaryOf(paid, "zh")).toBe("等 3 天或客户支付订单");
    expect(summaryOf(paid, "en")).toBe("Wait 3 days or until order paid");
    expect(portLabelOf(paid, "paid", "zh")).toBe("支付订单");
    expect(portLabelOf(paid, "timeout", "en")).toBe("Timed out");
  });
});
