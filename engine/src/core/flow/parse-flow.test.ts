import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { flowOf, flowWith, ORDER_PAID, report, SECOND_ORDER } from "./flow.testkit.js";
import { parseFlow } from "./parse-flow.js";

const faults = (input: unknown) => parseFlow(input).diagnostics.map((d) => `${d.code} ${d.path}`.trim());
const deep = (levels: number): unknown => JSON.parse(`${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`);

describe("parseFlow", () => {
  it("fills in defaults", () => {
    const { flow, diagnostics } = parseFlow(SECOND_ORDER);
    expect(diagnostics).toEqual([]);
    expect(flow?.settings.priority).toBe(50);
    expect(parseFlow(flow).flow).toEqual(flow);
  });

  it.each([
    ["flow.not_object", [undefined, null, 7, "{}", [], true]],
    ["flow.schema_version schema", [{}, { schema: "sopflow/flow@2" }, { schema: 1, nodes: 1 }]],
  ])("%s", (fault, inputs) => {
    for (const input of inputs) expect(faults(input)).toEqual([fault]);
  });

  it("flow.missing_key, flow.unknown_key and flow.bad_value name their place", () => {
    const flow: Record<string, unknown> = { ...SECOND_ORDER, id: "Not An Id", colour: 1 };
    delete flow.name;
    expect(faults(flow).sort()).toEqual(["flow.bad_value id", "flow.missing_key name", "flow.unknown_key colour"]);
  });

  it("names the node or edge of a fault, and what is wrong in both languages", () => {
    const { diagnostics } = parseFlow(flowWith("wait.duration", { duration: "two days" }));
    expect(diagnostics).toMatchObject([
      {
        nodeId: "n",
        path: "nodes.1.data.duration",
        message: { zh: expect.stringContaining("请写成 P14D"), en: expect.stringContaining("P14D") },
      },
    ]);
    const edge = { id: "e", source: "t", sourceHandle: "out", target: "t", colour: 1 };
    expect(parseFlow({ ...flowOf([ORDER_PAID], []), edges: [edge] }).diagnostics).toMatchObject([
      { edgeId: "e", path: "edges.0.colour" },
    ]);
  });

  it("reports of a wait.until the faults of the form that was meant", () => {
    expect(faults(flowWith("wait.until", { weekday: 1, time: "9:00" }))).toEqual(["flow.bad_value nodes.1.data.time"]);
    expect(faults(flowWith("wait.until", { anchor: "enteredAt", day: 3 }))).toEqual([
      "flow.missing_key nodes.1.data.time",
    ]);
    expect(faults(flowWith("wait.until", {}))).toHaveLength(1);
  });

  it("flow.forbidden_key: keys that reach a prototype", () => {
    const flow = JSON.parse(JSON.stringify(SECOND_ORDER).replace('"data":', '"__proto__":{"polluted":1},"data":'));
    expect(faults(flow)).toEqual(["flow.forbidden_key nodes.0.__proto__"]);
    expect(faults({ ...SECOND_ORDER, constructor: {} })).toEqual(["flow.forbidden_key constructor"]);
    expect({}).not.toHaveProperty("polluted");
  });

  it("refuses ids that are names of Object.prototype", () => {
    expect(faults(flowOf([["toString", "trigger.event", { event: "order.paid" }]], []))).toEqual([
      "flow.bad_value nodes.0.id",
    ]);
    expect(faults({ ...SECOND_ORDER, id: "constructor" })).toEqual(["flow.bad_value id"]);
  });

  it("names the place of an object that cannot be made text", () => {
    const odd = JSON.parse('{"toString": 1, "valueOf": 1}') as unknown;
    expect(faults({ ...SECOND_ORDER, schema: odd })).toEqual(["flow.schema_version schema"]);
    expect(faults({ ...SECOND_ORDER, nodes: [{ ...SECOND_ORDER.nodes[0], type: odd }] })).toContain(
      "node.unknown_type nodes.0.type",
    );
    const where = { all: [{ fact: "customer", path: odd, operator: odd, value: 1 }] };
    expect(faults(flowWith("branch", { cases: [{ id: "a", where }] }))).toEqual([
      "condition.bad_path nodes.1.data.cases.0.where.all.0.path",
      "condition.unknown_operator nodes.1.data.cases.0.where.all.0.operator",
    ]);
  });

  it("flow.too_large: more than anyone draws", () => {
    expect(faults({ ...SECOND_ORDER, more: Array.from({ length: 250_000 }, () => 0) })).toEqual(["flow.too_large"]);
    expect(faults({ ...SECOND_ORDER, nodes: Array.from({ length: 501 }, () => SECOND_ORDER.nodes[0]) })).toEqual([
      "flow.bad_value nodes",
    ]);
  });

  it("takes nesting of any depth without falling over", () => {
    expect(faults({ ...SECOND_ORDER, deep: deep(4_000) })).toEqual(["flow.unknown_key deep"]);
    expect(report({ ...flowWith("webhook", { url: "https://example.com", body: deep(4_000) }) })).toContain(
      "flow.bad_value @ n nodes.1.data.body",
    );
  });

  it("never throws, whatever comes", () => {
    fc.assert(
      fc.property(
        fc.anything({ withNullPrototype: true, withDate: true, withMap: true, withBigInt: true }),
        (input) => {
          parseFlow(input);
          parseFlow({ ...SECOND_ORDER, nodes: [input], edges: [input], settings: input });
        },
      ),
    );
    const trap = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error("no");
        },
      },
    );
    expect(faults(trap)).toEqual(["flow.not_json"]);
  });

  it("never throws for a good flow with anything put anywhere", () => {
    const text = JSON.stringify(SECOND_ORDER);
    const places = [...text.matchAll(/"[^"]+"(?=[,}\]])|\b\d+\b(?=[,}\]])|\{\}|\[\]/g)];
    fc.assert(
      fc.property(fc.nat(places.length - 1), fc.jsonValue(), (i, value) => {
        const place = places[i];
        if (place === undefined) return;
        const changed = text.slice(0, place.index) + JSON.stringify(value) + text.slice(place.index + place[0].length);
        report(JSON.parse(changed));
      }),
    );
  });
});
