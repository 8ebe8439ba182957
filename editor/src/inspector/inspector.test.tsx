// @vitest-environment jsdom
import { flowSchema } from "@sopflow/schemas";
import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { sampleFlow } from "../document/document.testkit.js";
import { flowWith, openEditor, renderEditor } from "../editing/editor.testkit.js";
import { showField } from "../editing/editor-view.js";
import { InspectorPanel as Inspector } from "./inspector-panel.js";

afterEach(cleanup);

function openNode(id: string, flow = sampleFlow()) {
  const editor = openEditor(flow);
  editor.session.view.setState({ selectedNodes: [id] });
  renderEditor(editor, <Inspector />);
  return editor;
}

describe("a field", () => {
  it("keeps what is typed until it is sound, says why, and goes back when it is left", () => {
    const editor = openNode("ask");
    const title = screen.getByLabelText<HTMLInputElement>("任务标题");
    fireEvent.change(title, { target: { value: "" } });
    expect([title.value, title.getAttribute("aria-invalid")]).toEqual(["", "true"]);
    expect(editor.dataOf("ask")).toMatchObject({ title: "联系客户" });
    fireEvent.blur(title);
    expect(title.value).toBe("联系客户");
  });

  it("shows what an undo brings back, even while it is being typed in", () => {
    const editor = openNode("ask");
    const title = screen.getByLabelText<HTMLInputElement>("任务标题");
    fireEvent.change(title, { target: { value: "新标题" } });
    editor.session.document.undo();
    renderEditor(editor, null);
    expect(screen.getByLabelText<HTMLInputElement>("任务标题").value).toBe("联系客户");
  });

  it("joins typing into one step of undo, until it is left", () => {
    const editor = openNode("ask");
    const title = screen.getByLabelText("任务标题");
    for (const text of ["一", "一二", "一二三"]) fireEvent.change(title, { target: { value: text } });
    fireEvent.blur(title);
    fireEvent.change(title, { target: { value: "四" } });
    editor.session.document.undo();
    expect(editor.dataOf("ask")).toMatchObject({ title: "一二三" });
    editor.session.document.undo();
    expect(editor.dataOf("ask")).toMatchObject({ title: "联系客户" });
  });
});

describe("a length of time", () => {
  it("is a number and a unit", () => {
    const editor = openNode("wait");
    const amount = screen.getByLabelText<HTMLInputElement>("等多久");
    expect(amount.value).toBe("1");
    fireEvent.change(amount, { target: { value: "90" } });
    fireEvent.change(screen.getByLabelText("等多久的单位"), { target: { value: "minute" } });
    expect(editor.dataOf("wait")).toEqual({ duration: "PT1H30M" });
    expect(screen.getByLabelText<HTMLInputElement>("等多久").value).toBe("90");
  });
  it("of several parts keeps each of them", () => {
    const editor = openNode("n", flowWith("wait.duration", "n", { duration: "P1DT12H" }));
    const amounts = screen.getAllByLabelText<HTMLInputElement>("等多久");
    expect(amounts.map((one) => one.value)).toEqual(["1", "12"]);
    const [, hours] = amounts;
    if (hours) fireEvent.change(hours, { target: { value: "6" } });
    expect(editor.dataOf("n")).toEqual({ duration: "P1DT6H" });
  });
  it("refuses what is no number without losing the old one", () => {
    const editor = openNode("wait");
    fireEvent.change(screen.getByLabelText("等多久"), { target: { value: "" } });
    expect(editor.dataOf("wait")).toEqual({ duration: "P1D" });
  });
});

describe("lists", () => {
  it("of outcomes make the ways out of a task", () => {
    const editor = openNode("ask");
    fireEvent.click(screen.getByRole("button", { name: "嫌贵" }));
    fireEvent.click(screen.getByRole("button", { name: "添加结果" }));
    expect(editor.dataOf("ask")).toMatchObject({
      outcomes: [
        { id: "too-expensive", label: "嫌贵", contact: "replied", intent: "too_expensive" },
        { label: "结果 2" },
      ],
    });
    fireEvent.click(screen.getByRole("button", { name: "把结果 2上移" }));
    fireEvent.click(screen.getByRole("button", { name: "删除嫌贵" }));
    expect(editor.dataOf("ask")).toMatchObject({ outcomes: [{ label: "结果 2" }] });
  });
  it("of shares say what they come to", () => {
    openNode("groups");
    const [first] = screen.getAllByLabelText("权重");
    if (first) fireEvent.change(first, { target: { value: "150" } });
    expect(screen.getByText("A · 75%")).toBeTruthy();
  });
});

describe("a campaign", () => {
  it("is a grid of days; a push is added on its day and opened", () => {
    const editor = openNode(
      "n",
      flowWith("campaign.rhythm", "n", {
        day1: "entry",
        slots: [{ id: "a", day: 1, time: "10:00", title: "开场", script: "x" }],
      }),
    );
    fireEvent.click(screen.getByRole("button", { name: "第 2 天加一次推送" }));
    expect(editor.dataOf("n")).toMatchObject({ slots: [{ id: "a" }, { day: 2, time: "10:00", title: "第 2 天推送" }] });
    fireEvent.change(screen.getByLabelText("任务标题"), { target: { value: "收尾" } });
    expect(editor.dataOf("n")).toMatchObject({ slots: [{ title: "开场" }, { title: "收尾" }] });
  });
});

describe("the flow's own form", () => {
  it("changes name, re-entry, goals and contact hours", () => {
    const editor = openEditor(sampleFlow());
    renderEditor(editor, <Inspector />);
    fireEvent.change(screen.getByLabelText("流程名称"), { target: { value: "新名字" } });
    fireEvent.change(screen.getByLabelText("能否再次进入"), { target: { value: "after" } });
    fireEvent.click(screen.getByRole("button", { name: "添加目标" }));
    fireEvent.click(screen.getByLabelText(/只在这些时段联系/));
    fireEvent.change(screen.getByLabelText("从"), { target: { value: "10:30" } });
    expect(editor.flow()).toMatchObject({
      name: "新名字",
      settings: {
        reentry: { after: "P30D" },
        goals: [{ on: "order.paid", within: "P14D" }],
        contactWindow: { start: "10:30", end: "21:00" },
      },
    });
    expect(flowSchema.safeParse(editor.flow()).success).toBe(true);
  });
});

describe("being led to a field", () => {
  it("focuses the control that a problem is at, and opens what hides it", () => {
    const editor = openNode("ask");
    showField(editor.session.view, "ask", "nodes.2.data.priority");
    renderEditor(editor, null);
    expect(document.activeElement?.closest("[data-path]")?.getAttribute("data-path")).toBe("priority");
    expect(document.activeElement?.closest("details")?.open).toBe(true);
  });
  it("Escape leads back to the canvas", () => {
    const editor = openNode("ask");
    fireEvent.keyDown(screen.getByLabelText("任务标题"), { key: "Escape" });
    expect(editor.session.view.getState().reveal).toMatchObject({ nodeId: "ask", focus: true });
  });
});
