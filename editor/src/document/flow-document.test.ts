import { describe, expect, it } from "vitest";
import { addNode } from "./commands/add-node.js";
import { changeData } from "./commands/change-data.js";
import { moveNodes } from "./commands/move-nodes.js";
import { removeNodes } from "./commands/remove-nodes.js";
import { setLabel } from "./commands/set-label.js";
import { node, openDocument, sampleFlow } from "./document.testkit.js";
import { createFlowDocument } from "./flow-document.js";
import { GROUP_WINDOW_MS, MAX_ENTRIES } from "./history/history.js";

function openWithClock() {
  const clock = { now: 0 };
  const document = createFlowDocument(sampleFlow(), { now: () => clock.now });
  const title = () => JSON.stringify(document.store.getState().flow.nodes[2]?.data).match(/"title":"([^"]*)"/)?.[1];
  const type = (value: string, group = "data:ask:title") => {
    document.run(changeData, { nodeId: "ask", path: ["title"], value }, { group });
  };
  return { clock, document, title, type };
}

describe("undo and redo", () => {
  it("leave every step and edge that they do not change the same object, so that none is drawn again", () => {
    const flow = sampleFlow();
    const document = openDocument(flow);
    const { nodes, edges } = document.store.getState().flow;
    document.run(removeNodes, { nodeIds: ["wait"] });
    const without = document.store.getState().flow;
    document.undo();
    const back = document.store.getState().flow;
    expect(back.nodes.map((one, i) => one === nodes[i])).not.toContain(false);
    expect(back.edges.map((one, i) => one === edges[i])).not.toContain(false);
    document.redo();
    const again = document.store.getState().flow;
    expect(again.nodes.map((one, i) => one === without.nodes[i])).not.toContain(false);
    expect(again.settings).toBe(flow.settings);
  });
});

describe("typing", () => {
  it("is undone as one entry and done again as one", () => {
    const { document, title, type } = openWithClock();
    for (const text of ["A", "As", "Ask", "Ask!"]) type(text);
    document.undo();
    expect(title()).toBe("联系客户");
    expect(document.undo()).toBe(false);
    document.redo();
    expect(title()).toBe("Ask!");
  });
  it("begins a new entry after a pause, after another field, and after leaving the field", () => {
    const { clock, document, title, type } = openWithClock();
    type("one");
    clock.now += GROUP_WINDOW_MS + 1;
    type("two");
    type("three", "data:ask:other");
    document.sealGroup();
    type("four", "data:ask:other");
    const seen = [];
    while (document.undo()) seen.push(title());
    expect(seen).toEqual(["three", "two", "one", "联系客户"]);
  });
  it("does not join what was undone", () => {
    const { document, title, type } = openWithClock();
    type("one");
    document.undo();
    document.redo();
    type("two");
    document.undo();
    expect(title()).toBe("one");
  });
});

describe("a gesture", () => {
  const moveTo = (x: number) => ({ places: [{ id: "ask", x, y: 0 }] });
  it("is one entry from its mark on, and does not take earlier edits along", () => {
    const document = openDocument();
    document.run(setLabel, { nodeId: "ask", label: "Ask" });
    const mark = document.mark();
    for (let x = 1; x <= 50; x++) document.run(moveNodes, moveTo(x));
    document.squashToMark(mark);
    document.undo();
    expect(document.store.getState().flow.nodes[2]).toMatchObject({ label: "Ask", position: { x: 0 } });
    document.redo();
    expect(document.store.getState().flow.nodes[2]?.position.x).toBe(50);
  });
  it("that was given up leaves nothing to redo", () => {
    const document = openDocument();
    const before = JSON.stringify(document.store.getState().flow);
    const mark = document.mark();
    document.run(moveNodes, moveTo(7));
    document.run(addNode, { node: node("tag", "new") });
    document.bailToMark(mark);
    expect(JSON.stringify(document.store.getState().flow)).toBe(before);
    expect(document.redo()).toBe(false);
    expect(document.undo()).toBe(false);
  });
});

describe("the history", () => {
  it("forgets what was undone at the next edit", () => {
    const document = openDocument();
    document.run(setLabel, { nodeId: "ask", label: "one" });
    document.undo();
    document.run(setLabel, { nodeId: "ask", label: "two" });
    expect(document.redo()).toBe(false);
  });
  it("keeps only so many entries", () => {
    const document = openDocument();
    for (let x = 1; x <= MAX_ENTRIES + 20; x++) document.run(moveNodes, { places: [{ id: "ask", x, y: 0 }] });
    let steps = 0;
    while (document.undo()) steps++;
    expect(steps).toBe(MAX_ENTRIES);
    expect(document.store.getState().flow.nodes[2]?.position.x).toBe(20);
  });
  it("is empty after another flow was loaded", () => {
    const document = openDocument();
    document.run(setLabel, { nodeId: "ask", label: "one" });
    document.load(sampleFlow());
    expect(document.store.getState()).toMatchObject({ undoable: undefined, redoable: undefined });
  });
  it("keeps the identity of nodes that an edit did not touch, so that they are not drawn again", () => {
    const document = openDocument();
    const before = document.store.getState().flow.nodes;
    document.run(setLabel, { nodeId: "ask", label: "one" });
    const after = document.store.getState().flow.nodes;
    expect(after.map((n, i) => n === before[i])).toEqual([true, true, false, true, true, true]);
  });
});
