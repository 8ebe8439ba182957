// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { edgeTexts, sampleFlow } from "../document/document.testkit.js";
import { countedText, openEditor } from "./editor.testkit.js";
import {
  copyText,
  cutPort,
  drawEdge,
  duplicateSelection,
  mayDraw,
  removeSelection,
  toggleDisabled,
} from "./gestures.js";
import { pasteText } from "./paste-text.js";

const open = (selected: string[] = []) => {
  const editor = openEditor(sampleFlow());
  editor.session.view.setState({ selectedNodes: selected });
  return editor;
};

describe("drawing an edge", () => {
  it("connects a free port", () => {
    const editor = open();
    expect(drawEdge(editor.session, { source: "ask", sourceHandle: "expired", target: "thanks" }, countedText())).toBe(
      true,
    );
    expect(edgeTexts(editor.flow())).toContain("ask.expired > thanks");
  });
  it("from a port that is taken leads its edge to the new target", () => {
    const editor = open();
    drawEdge(editor.session, { source: "ask", sourceHandle: "done", target: "leave" });
    expect(edgeTexts(editor.flow()).filter((text) => text.startsWith("ask.done"))).toEqual(["ask.done > leave"]);
  });
  it("tells why it may not be, and changes nothing", () => {
    const editor = open();
    const before = editor.flow();
    const drawn = { source: "ask", sourceHandle: "expired", target: "start" };
    expect(mayDraw(before, drawn)).toBe(false);
    drawEdge(editor.session, drawn);
    expect([editor.told, editor.flow() === before]).toEqual([["edge.into_trigger"], true]);
  });
});

describe("deleting", () => {
  it("leads what came in on to what came after", () => {
    const editor = open(["wait"]);
    removeSelection(editor.session);
    expect(edgeTexts(editor.flow())).toContain("start.out > ask");
    expect(editor.session.view.getState()).toMatchObject({ selectedNodes: [], current: "start" });
  });
  it("leaves the ends open when asked to", () => {
    const editor = open(["wait"]);
    removeSelection(editor.session, { bridge: false });
    expect(edgeTexts(editor.flow())).not.toContain("start.out > ask");
  });
  it("takes chosen edges, and the edge of a port, away", () => {
    const editor = open();
    editor.session.view.setState({ selectedEdges: ["wait-out-ask"] });
    removeSelection(editor.session);
    cutPort(editor.session, "ask", "done");
    expect(edgeTexts(editor.flow())).toEqual(["start.out > wait", "ask.skipped > leave", "thanks.out > leave"]);
  });
});

describe("the clipboard", () => {
  it("carries nodes with their edges into another flow, as one step of undo", () => {
    const text = copyText(open(["ask", "thanks"]).session) ?? "";
    const other = openEditor({ ...sampleFlow(), id: "other", nodes: [], edges: [] });
    expect(pasteText(other.session, text, countedText())).toBe(true);
    expect([other.flow().nodes.map((node) => node.type), other.flow().edges.length]).toEqual([["task", "tag"], 1]);
    expect(other.session.view.getState().selectedNodes).toHaveLength(2);
    other.session.document.undo();
    expect(other.flow().nodes).toEqual([]);
  });
  it("hangs what is pasted on the only free port of the selected node", () => {
    const text = copyText(open(["wait"]).session) ?? "";
    const editor = open(["thanks"]);
    editor.session.document.undo();
    cutPort(editor.session, "thanks", "out");
    pasteText(editor.session, text, countedText());
    const pasted = editor.flow().nodes.at(-1)?.id;
    expect(edgeTexts(editor.flow())).toContain(`thanks.out > ${pasted}`);
    editor.session.document.undo();
    expect(editor.flow().nodes).toHaveLength(sampleFlow().nodes.length);
  });
  it("leaves texts alone that are not ours, and tells what is wrong with a broken one", () => {
    const editor = open();
    expect(pasteText(editor.session, "hello")).toBe(false);
    expect(pasteText(editor.session, '{"schema":"sopflow/clipboard@1","nodes":[{"id":"a"}],"edges":[]}')).toBe(true);
    expect(editor.told.length).toBeGreaterThan(0);
  });
  it("has nothing to copy without a selection", () => {
    expect(copyText(open().session)).toBeUndefined();
  });
});

it("duplicates and disables what is selected", () => {
  const editor = open(["ask"]);
  expect(duplicateSelection(editor.session, countedText())).toBe(true);
  expect(editor.flow().nodes.filter((node) => node.type === "task")).toHaveLength(2);
  toggleDisabled(editor.session);
  expect(editor.flow().nodes.at(-1)?.disabled).toBe(true);
  toggleDisabled(editor.session);
  expect(editor.flow().nodes.at(-1)?.disabled).toBeUndefined();
});

it("deselects what an undo takes away", () => {
  const editor = open(["ask"]);
  duplicateSelection(editor.session, countedText());
  editor.session.document.undo();
  expect(editor.session.view.getState().selectedNodes).toEqual([]);
});
