// @vitest-environment jsdom

import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { ReactFlowProvider } from "@xyflow/react";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { edgeTexts, sampleFlow } from "../document/document.testkit.js";
import { openEditor, renderEditor } from "../editing/editor.testkit.js";
import { EditCanvas } from "./edit-canvas.js";
import { layoutFlow } from "./layout/layout-flow.js";
import { layoutInput } from "./layout/layout-input.js";
import { countsOf, createLiveCounts, LiveCountsContext, OpenListsContext } from "./live-counts.js";
import { StepPicker } from "./step-picker.js";

// jsdom lays nothing out; React Flow and popovers only ask that these exist.
beforeAll(() => {
  class NoResizes {
    observe() {}
    unobserve() {}
    disconnect() {}
  }
  globalThis.ResizeObserver = NoResizes;
  globalThis.DOMRect ??= class {
    constructor(
      readonly x = 0,
      readonly y = 0,
      readonly width = 0,
      readonly height = 0,
    ) {}
  } as unknown as typeof DOMRect; // as much of it as a popover asks for
});
afterEach(cleanup);

function openCanvas() {
  const editor = openEditor(sampleFlow());
  const layout = layoutFlow(layoutInput(sampleFlow()));
  const counts = createLiveCounts();
  const opened: string[] = [];
  renderEditor(
    editor,
    <LiveCountsContext value={counts}>
      <OpenListsContext
        value={{
          people: (id, state) => opened.push(`people ${id} ${state}`),
          tasks: (id, state) => opened.push(`tasks ${id} ${state}`),
          arm: (id, version, { id: arm }) => opened.push(`arm ${id} ${version} ${arm}`),
          trace: (id, what, port) => opened.push(["trace", id, what, port].filter(Boolean).join(" ")),
          version: (version) => opened.push(`version ${version}`),
        }}
      >
        <ReactFlowProvider>
          <EditCanvas layout={layout} onReady={() => undefined} />
          <StepPicker />
        </ReactFlowProvider>
      </OpenListsContext>
    </LiveCountsContext>,
  );
  return { editor, counts, opened };
}

describe("the canvas to edit", () => {
  it('adds a step by "+" and a search', async () => {
    const { editor } = openCanvas();
    const user = userEvent.setup();
    await user.click(screen.getByRole("button", { name: "在「顾问任务」的「过期」后添加" }));
    await user.type(await screen.findByRole("combobox"), "bq{Enter}");
    expect(editor.flow().nodes.at(-1)?.type).toBe("tag");
    expect(edgeTexts(editor.flow()).some((text) => text.startsWith("ask.expired > tag"))).toBe(true);
  });

  it('leads a "+" to a step that is there, so that edges can be drawn by keyboard', async () => {
    const { editor } = openCanvas();
    const user = userEvent.setup();
    await user.click(screen.getByRole("button", { name: "在「顾问任务」的「过期」后添加" }));
    const existing = await screen.findByRole("group", { name: "连到已有节点" });
    await user.click(within(existing).getByRole("option", { name: "打标签" }));
    expect(edgeTexts(editor.flow())).toContain("ask.expired > thanks");
    expect(editor.session.view.getState().picker).toBeUndefined();
  });

  it("Tab finds one card and its own ways out only", () => {
    const { editor } = openCanvas();
    const tabbable = () => [...document.querySelectorAll<HTMLElement>(".node-card [tabindex='0']")].length;
    expect(tabbable()).toBe(2);
    act(() => editor.session.view.setState({ current: "ask" }));
    expect(tabbable()).toBe(4);
    act(() => document.querySelector<HTMLElement>("[data-node='wait']")?.focus());
    expect(editor.session.view.getState().current).toBe("wait");
    expect(tabbable()).toBe(2);
  });

  it('Delete on the "+" of a taken port takes its edge away', () => {
    const { editor } = openCanvas();
    fireEvent.keyDown(screen.getByRole("button", { name: "在「顾问任务」的「完成」后添加" }), { key: "Delete" });
    expect(edgeTexts(editor.flow())).not.toContain("ask.done > thanks");
  });

  it("shows people, waiting tasks and failures at a step, over all versions, and opens the list behind each", () => {
    const { counts, opened } = openCanvas();
    const at = (nodeId: string, metric: string, key: string, count: number) => ({
      version: 1,
      nodeId,
      metric,
      key,
      count,
    });
    act(() =>
      counts.setState(
        countsOf({
          standing: [
            { version: 1, nodeId: "ask", state: "active", count: 3 },
            { version: 2, nodeId: "ask", state: "active", count: 4 },
            { version: 2, nodeId: "ask", state: "closing", count: 9 },
          ],
          counters: [at("ask", "failed", "step.broken", 5), at("ask", "somethingNew", "", 1)],
          tasks: [
            { nodeId: "ask", state: "open", count: 2 },
            { nodeId: "ask", state: "done", count: 3 },
          ],
        }),
      ),
    );
    for (const name of ["7 人在这里，查看名单", "2 个待办任务，查看列表", "5 人在这里出错，查看名单"]) {
      fireEvent.click(screen.getByRole("button", { name }));
    }
    expect(opened).toEqual(["people ask active", "tasks ask open", "trace ask failed"]);
  });
});
