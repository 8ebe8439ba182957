// @vitest-environment jsdom
import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { sampleFlow } from "../document/document.testkit.js";
import { flowWith, openEditor, renderEditor } from "../editing/editor.testkit.js";
import { ProblemsPanel } from "./problems-panel.js";

afterEach(cleanup);

describe("the list of problems", () => {
  it("leads to the step and the field", () => {
    const editor = openEditor(flowWith("notify", "n", { to: "owner", text: "{{customer.nam}}" }));
    renderEditor(editor, <ProblemsPanel />);
    fireEvent.click(screen.getByText(/customer\.nam/));
    expect(editor.session.view.getState()).toMatchObject({
      selectedNodes: ["n"],
      tab: "form",
      field: { nodeId: "n", path: "nodes.0.data.text" },
    });
  });

  it("leads to the flow's settings for what is wrong there", () => {
    const flow = sampleFlow();
    const editor = openEditor({ ...flow, settings: { ...flow.settings, timezone: "Nowhere/City" } });
    renderEditor(editor, <ProblemsPanel />, { locale: "en" });
    fireEvent.click(screen.getByText(/Nowhere\/City/));
    expect(editor.session.view.getState()).toMatchObject({ selectedNodes: [], field: { path: "settings.timezone" } });
  });

  it("tells errors and remarks apart, and the step's own title", () => {
    renderEditor(openEditor(sampleFlow()), <ProblemsPanel />, { locale: "en" });
    expect(screen.getByText(/to solve before publishing/)).toBeTruthy();
    expect(screen.getAllByText("Split").length).toBeGreaterThan(0);
  });

  it("says so when there is nothing", () => {
    const flow = flowWith("trigger.event", "t", { event: "order.paid" });
    const leave = { id: "x", type: "exit" as const, position: { x: 0, y: 0 }, data: { reason: "done" } };
    const edges = [{ id: "e", source: "t", sourceHandle: "out", target: "x" }];
    renderEditor(openEditor({ ...flow, nodes: [...flow.nodes, leave], edges }), <ProblemsPanel />, { locale: "en" });
    expect(screen.getByText("No problems")).toBeTruthy();
  });
});
