// @vitest-environment jsdom
import { type FlowNode, flowNodeSchema, type NodeType } from "@sopflow/schemas";
import { cleanup, fireEvent } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { flowWith, openEditor, renderEditor } from "../../editing/editor.testkit.js";
import { createNode } from "../../nodes/create-node.js";
import { NODE_TYPES } from "../../nodes/registry.js";
import type { Brand } from "../brand-context.js";
import { InspectorPanel as Inspector } from "../inspector-panel.js";

afterEach(cleanup);

const BRAND: Brand = {
  attributes: { birthday: { type: "date", label: "生日" }, need: { type: "text", label: "需求" } },
  products: [{ value: "sku-1", label: "燕窝" }],
  advisors: [{ value: "a1", label: "小李" }],
  pools: ["default", "vip"],
  tags: ["高意向"],
  flows: [{ value: "care", label: "关怀" }],
};

/** Forms that look different by their parameters: each of these too. */
const MORE: Partial<Record<NodeType, unknown[]>> = {
  "wait.until": [
    { date: "2026-06-18" },
    { date: "2026-06-18T09:00:00+08:00" },
    { weekday: 3, time: "09:00" },
    { attribute: "birthday", offset: "-P3D", time: "10:00" },
    { anchor: "friendSince", day: 7, time: "10:00" },
  ],
  "trigger.schedule": [{ at: "2026-06-18T09:00:00+08:00", audience: { all: [] } }],
  "trigger.event": [{ event: "custom.sample_sent", maxAge: "P1D", welcome: { text: "hi" }, entry: { perDay: 3 } }],
  task: [
    {
      title: "a",
      scripts: [{ id: "s", text: "b", where: { all: [] } }],
      where: { all: [] },
      validUntil: "2026-06-18T09:00:00+08:00",
    },
    {
      title: "a",
      script: "b",
      outcomes: [{ id: "o", label: "O", tags: {}, fields: [{ id: "f", label: "F", type: "date" }] }],
    },
  ],
  "campaign.rhythm": [
    { day1: { date: "2026-06-18" }, slots: [{ id: "s", day: 1, time: "10:00", title: "t", script: "x" }] },
    { day1: { attribute: "birthday" }, slots: [{ id: "s", day: 2, time: "10:00", title: "t", script: "x" }] },
  ],
  "profile.set": [
    { set: { stage: "已承接", attributes: { need: "x", birthday: { fact: "now", path: "$.date" } } } },
    { set: { stage: { fact: "task", path: "$.outcome" }, attributes: { need: null } } },
  ],
  webhook: [{ url: "https://a.example/", headers: { A: "b" }, body: { x: 1 } }],
};

const variants = NODE_TYPES.flatMap((type) =>
  [createNode(type, "n", { x: 0, y: 0 }).data, ...(MORE[type] ?? [])].map((data, i) => ({ type, data, i })),
);

function openForm(type: NodeType, data: unknown) {
  const editor = openEditor(flowWith(type, "n", data));
  editor.session.view.setState({ selectedNodes: ["n"] });
  const drawn = renderEditor(editor, <Inspector />, { brand: BRAND });
  return { editor, ...drawn };
}

/** Names of the fields that the type's schema has for such parameters. */
function fieldNames(node: FlowNode): string[] {
  const option = flowNodeSchema.options.find((one) => one.shape.type.value === node.type);
  const shape: unknown = option?.shape.data;
  return namesIn(shape, node.data);
}

function namesIn(schema: unknown, data: object): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  if ("options" in schema && Array.isArray(schema.options)) {
    const all = schema.options.map((option) => namesIn(option, data));
    const keys = Object.keys(data);
    const fitting = all.filter((names) => keys.every((key) => names.includes(key)));
    return fitting.sort((a, b) => a.length - b.length)[0] ?? [];
  }
  return "shape" in schema && typeof schema.shape === "object" && schema.shape !== null
    ? Object.keys(schema.shape)
    : [];
}

describe("the form of every node type", () => {
  it.each(variants)("$type ($i) has a place for every field of its schema", ({ type, data }) => {
    const { container, editor } = openForm(type, data);
    const [node] = editor.flow().nodes;
    if (node === undefined) throw new Error("the node is there");
    const names = fieldNames(node);
    if (type !== "trigger.manual") expect(names.length).toBeGreaterThan(0);
    const shown = [...container.querySelectorAll<HTMLElement>("[data-path]")].map(
      (one) => one.dataset.path?.split(".")[0],
    );
    expect(names.filter((name) => !shown.includes(name))).toEqual([]);
  });

  it.each(variants)("$type ($i) changes the step, and an undo takes it back", ({ type, data }) => {
    const { container, editor } = openForm(type, data);
    const before = editor.dataOf("n");
    changeSomething(container, () => JSON.stringify(editor.dataOf("n")) !== JSON.stringify(before));
    expect(editor.dataOf("n")).not.toEqual(before);
    editor.session.document.undo();
    expect(editor.dataOf("n")).toEqual(before);
  });

  it.each(variants)(
    "$type ($i) never shows raw JSON of conditions, or words without a translation",
    ({ type, data }) => {
      const { container } = openForm(type, data);
      expect(container.textContent).not.toMatch(/"fact"|\$\.|\{\w+\}(?!\})/);
    },
  );
});

/** Uses one control of the form after the other until one of them took another value. */
function changeSomething(container: HTMLElement, isChanged: () => boolean): void {
  const fields = container.querySelectorAll<HTMLElement>("[data-path] input, [data-path] select, [data-path] textarea");
  for (const field of fields) {
    if (field.closest("[data-path]")?.getAttribute("data-path") === "label") continue;
    use(field);
    if (isChanged()) return;
  }
}

function use(field: HTMLElement): void {
  if (field instanceof HTMLSelectElement) {
    const other = [...field.options].find((option) => option.value !== field.value && option.value !== "");
    if (other) fireEvent.change(field, { target: { value: other.value } });
    return;
  }
  if (field instanceof HTMLInputElement && field.type === "checkbox") {
    fireEvent.click(field);
    return;
  }
  const isNumber = field instanceof HTMLInputElement && field.type === "number";
  const isClock = field.classList.contains("clock-input");
  const value = isNumber || field.closest(".chips") ? "99" : isClock ? "08:15" : "other";
  fireEvent.change(field, { target: { value } });
  if (field.closest(".chips")) fireEvent.keyDown(field, { key: "Enter" });
}
