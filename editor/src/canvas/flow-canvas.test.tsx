// @vitest-environment jsdom
import { FLOW_TEMPLATES, parseFlow } from "@sopflow/engine/core";
import { makeDiagnostic } from "@sopflow/schemas";
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { sampleFlow } from "../document/document.testkit.js";
import { LocaleProvider } from "../i18n/locale-context.js";
import { NO_NAMES } from "../i18n/names.js";
import { FlowCanvas } from "./flow-canvas.js";
import { cardNodes } from "./flow-elements.js";
import { SpeechContext } from "./locale-context.js";

// jsdom lays nothing out; React Flow only asks that the observer exists, because sizes are given.
beforeAll(() => {
  class NoResizes {
    observe() {}
    unobserve() {}
    disconnect() {}
  }
  globalThis.ResizeObserver = NoResizes;
});
afterEach(cleanup);

const problems = new Map([
  ["ask", [makeDiagnostic("task.script_missing", "nodes.2.data.script", {}, { nodeId: "ask" })]],
]);

describe("the canvas", () => {
  it("shows each node with title, one line in words, ports and number of problems", () => {
    render(<FlowCanvas flow={sampleFlow()} places={{}} problems={problems} />);
    expect(screen.getByText("等一段时间")).toBeTruthy();
    expect(screen.getByText("等 1 天")).toBeTruthy();
    expect(screen.getByText("跳过")).toBeTruthy();
    expect(screen.getByTitle("任务没有话术。请填写 script 或 scripts。").textContent).toBe("1");
  });

  it("speaks English when asked to, in what a screen reader hears too", () => {
    render(
      <LocaleProvider initial="en">
        <SpeechContext value={{ locale: "en", names: NO_NAMES }}>
          <FlowCanvas flow={sampleFlow()} places={{}} />
        </SpeechContext>
      </LocaleProvider>,
    );
    expect(screen.getByText("Wait 1 day")).toBeTruthy();
    expect(screen.getByLabelText("Wait, Wait 1 day")).toBeTruthy();
  });

  it.each(FLOW_TEMPLATES.map(({ id, file }) => ({ id, file })))("draws a card for every node of $id", ({ file }) => {
    const { flow } = parseFlow(file);
    if (flow === undefined) throw new Error("a template does not parse");
    const { container } = render(<FlowCanvas flow={flow} places={{}} />);
    expect(container.querySelectorAll(".node-card")).toHaveLength(flow.nodes.length);
  });
});

const PLACES = Object.fromEntries(sampleFlow().nodes.map((node) => [node.id, { x: 0, y: 0 }]));

describe("cards", () => {
  it("keep their identity while node, place and problems stay, so that only what changed is drawn", () => {
    const flow = sampleFlow();
    const before = cardNodes(flow, PLACES, problems, () => "");
    const nodes = flow.nodes.map((node) => (node.id === "wait" ? { ...node, label: "Other" } : node));
    const after = cardNodes({ ...flow, nodes }, { ...PLACES, thanks: { x: 5, y: 5 } }, problems, () => "", before);
    expect(after.filter((card, i) => card !== before[i]).map((card) => card.id)).toEqual(["wait", "thanks"]);
  });

  it("are drawn anew for the name of another step only where that name stands in their line", () => {
    const flow = sampleFlow();
    const before = cardNodes(flow, PLACES, problems, () => "");
    const after = cardNodes(flow, PLACES, problems, ({ id }) => (id === "thanks" ? "New" : ""), before);
    expect(after.filter((card, i) => card !== before[i]).map((card) => card.id)).toEqual(["thanks"]);
  });
});
