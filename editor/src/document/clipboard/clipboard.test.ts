import { FLOW_TEMPLATES, parseFlow } from "@sopflow/engine/core";
import { describe, expect, it } from "vitest";
import { edge, node, sampleFlow } from "../document.testkit.js";
import { fragmentOf, writeClipboard } from "./fragment.js";
import { preparePaste } from "./prepare-paste.js";
import { readClipboard } from "./read-clipboard.js";
import { remapReferences } from "./remap-references.js";

describe("the clipboard", () => {
  it("carries nodes and the edges among them as text, and gives them back", () => {
    const fragment = fragmentOf(sampleFlow(), ["ask", "thanks"]);
    expect(fragment.edges).toEqual([edge("ask.done > thanks")]);
    expect(readClipboard(writeClipboard(fragment))).toEqual({ kind: "fragment", fragment });
  });
  it("takes a whole flow file too", () => {
    for (const { file } of FLOW_TEMPLATES) {
      expect(readClipboard(JSON.stringify(file))).toMatchObject({
        kind: "fragment",
        fragment: { nodes: parseFlow(file).flow?.nodes },
      });
    }
  });
  it.each(["", "hello", "42", "null", "[]", "{}", '{"schema":"other"}'])("leaves %j to others", (text) => {
    expect(readClipboard(text)).toEqual({ kind: "foreign" });
  });
  it("lists the faults of a text that is ours but broken", () => {
    const text = JSON.stringify({ schema: "sopflow/clipboard@1", nodes: [{ id: "x", type: "nothing" }], edges: [] });
    expect(readClipboard(text)).toMatchObject({ kind: "faulty", problems: [{ code: "node.unknown_type" }] });
  });
});

describe("preparing a paste", () => {
  it("gives every part an id that the flow does not use", () => {
    const flow = sampleFlow();
    const letters = ["aaaaaa", "aaaaaa", "bbbbbb", "cccccc"];
    const random = () => letters.shift() ?? "zzzzzz";
    const { nodes } = preparePaste(flow, { nodes: [node("tag", "a"), node("tag", "b")], edges: [] }, { random });
    expect(nodes.map((n) => n.id)).toEqual(["tag-aaaaaa", "tag-bbbbbb"]);
  });
  it("leaves out edges that nobody could draw, and says so", () => {
    const nodes = [node("tag", "a"), node("tag", "b")];
    const fragment = { nodes, edges: [edge("a.out > b"), edge("b.out > a"), edge("a.out > a")] };
    const { edges, dropped } = preparePaste(sampleFlow(), fragment);
    expect(edges).toHaveLength(1);
    expect(dropped.map((d) => d.code)).toEqual(["flow.instant_cycle", "edge.port_taken"]);
  });
  it("leads references among the copies along, and leaves those to others", () => {
    const branch = node("branch", "b");
    if (branch.type !== "branch") throw new Error("another type came back");
    const where = {
      all: [
        { fact: "tasks", path: "$.ask.outcome", operator: "equal", value: "yes" },
        { fact: "tasks", path: "$.other.outcome", operator: "equal", value: "yes" },
        { fact: "enrollment", path: "$.visits.ask", operator: "lessThan", value: 3 },
        { fact: "task", path: "$.nodeId", operator: "in", value: ["ask", "other"] },
        { fact: "customer", path: "$.stage", operator: "equal", value: "ask" },
      ],
    };
    const copy = remapReferences(
      { ...branch, data: { cases: [{ id: "c", label: "ask", where }] } },
      new Map([["ask", "new"]]),
    );
    expect(copy.data.cases[0]).toEqual({
      id: "c",
      label: "ask",
      where: {
        all: [
          { ...where.all[0], path: "$.new.outcome" },
          where.all[1],
          { ...where.all[2], path: "$.visits.new" },
          { ...where.all[3], value: ["new", "other"] },
          where.all[4],
        ],
      },
    });
    const notify = node("notify", "n");
    if (notify.type !== "notify") throw new Error("another type came back");
    const text = '{{ tasks.ask.fields.need | default:"-" }} {{tasks.other.outcome}} tasks.ask.x';
    expect(remapReferences({ ...notify, data: { ...notify.data, text } }, new Map([["ask", "new"]])).data.text).toBe(
      '{{ tasks.new.fields.need | default:"-" }} {{tasks.other.outcome}} tasks.ask.x',
    );
  });
});
