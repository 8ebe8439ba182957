// @vitest-environment jsdom
import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { flowWith, openEditor, renderEditor } from "../../editing/editor.testkit.js";
import { NO_NAMES } from "../../i18n/names.js";
import { NO_BRAND } from "../brand-context.js";
import { InspectorPanel as Inspector } from "../inspector-panel.js";
import { templateVariables, variableText } from "./template-variables.js";

afterEach(cleanup);

function openNote(text: string) {
  const editor = openEditor(flowWith("notify", "n", { to: "owner", text }));
  editor.session.view.setState({ selectedNodes: ["n"] });
  renderEditor(editor, <Inspector />);
  return editor;
}

describe("a script", () => {
  it("takes a variable where the cursor is, with a default where the value may be missing", () => {
    const editor = openNote("你好，在吗");
    const area = screen.getByLabelText<HTMLTextAreaElement>("提醒内容");
    area.setSelectionRange(0, 2);
    fireEvent.click(screen.getByRole("button", { name: "称呼" }));
    expect(editor.dataOf("n")).toMatchObject({ text: '{{customer.salutation | default:"您"}}，在吗' });
  });

  it("shows what a customer would read", () => {
    openNote('{{customer.salutation | default:"您"}}好，上次买了 {{customer.orders.last.amount | money}}');
    expect(screen.getByText("王姐好，上次买了 ¥299")).toBeTruthy();
  });

  it("names variables that have neither a value nor a default", () => {
    openNote("{{customer.attributes.need}}在吗");
    expect(screen.getByText(/没有值又没有默认文字：.*need/)).toBeTruthy();
  });

  it("shows what is wrong with it at the field", () => {
    openNote("{{customer.name");
    const [area] = screen.getAllByLabelText("提醒内容");
    expect(area?.getAttribute("aria-invalid")).toBe("true");
  });
});

describe("variables", () => {
  it("are written so that the check has nothing to say", () => {
    expect(variableText("customer.name")).toBe('{{customer.name | default:"您"}}');
    expect(variableText("customer.orders.spend")).toBe('{{customer.orders.spend | default:""}}');
    expect(variableText("now.date")).toBe("{{now.date}}");
  });
  it("all pass the engine's own check", () => {
    const flow = flowWith("trigger.event", "t", { event: "order.paid" });
    const brand = { ...NO_BRAND, attributes: { need: { type: "text" as const, label: "需求" } } };
    const variables = templateVariables(flow, brand, "zh", NO_NAMES);
    expect(variables.length).toBeGreaterThan(40);
    const problems = variables.flatMap(({ text }) => {
      const [note] = flowWith("notify", "n", { to: "owner", text }).nodes;
      const whole = { ...flow, nodes: note ? [...flow.nodes, note] : [] };
      const { all } = openEditor(whole).session.diagnostics.store.getState();
      return all.filter((one) => one.code.startsWith("template.")).map((one) => one.message.en);
    });
    expect(problems).toEqual([]);
  });
});

describe("several scripts", () => {
  it("are made from one, each with its own condition", () => {
    const editor = openEditor(flowWith("task", "n", { title: "t", script: "你好" }));
    editor.session.view.setState({ selectedNodes: ["n"] });
    renderEditor(editor, <Inspector />);
    fireEvent.click(screen.getByRole("button", { name: "按人群写几套" }));
    expect(editor.dataOf("n")).toMatchObject({ scripts: [{ id: "standard", text: "你好" }] });
    expect(editor.dataOf("n")).not.toHaveProperty("script");
    fireEvent.click(screen.getByRole("button", { name: "再写一套" }));
    expect(editor.dataOf("n")).toMatchObject({ scripts: [{ text: "你好" }, { text: "你好" }] });
  });
});
