// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { edgeTexts, sampleFlow } from "../document/document.testkit.js";
import { countedText, openEditor } from "./editor.testkit.js";
import { placeStep, typesFor } from "./place-step.js";

describe("placing a step", () => {
  it("hangs it on a free port and shows its form", () => {
    const editor = openEditor(sampleFlow());
    const id = placeStep(editor.session, "tag", { kind: "port", source: "ask", port: "expired" }, countedText());
    expect(edgeTexts(editor.flow())).toContain(`ask.expired > ${id}`);
    expect(editor.session.view.getState()).toMatchObject({ selectedNodes: [id], current: id, tab: "form" });
  });
  it("puts it into the edge of a taken port, as one step of undo", () => {
    const editor = openEditor(sampleFlow());
    const id = placeStep(editor.session, "wait.duration", { kind: "port", source: "wait", port: "out" }, countedText());
    expect(edgeTexts(editor.flow())).toEqual(expect.arrayContaining([`wait.out > ${id}`, `${id}.out > ask`]));
    editor.session.document.undo();
    expect(edgeTexts(editor.flow())).toEqual(edgeTexts(sampleFlow()));
  });
  it("puts it onto the free canvas in whole px", () => {
    const editor = openEditor(sampleFlow());
    placeStep(editor.session, "trigger.manual", { kind: "free", position: { x: 10.4, y: -0.2 } });
    expect(editor.flow().nodes.at(-1)?.position).toEqual({ x: 10, y: 0 });
  });
  it("tells why a step may not stand there", () => {
    const editor = openEditor(sampleFlow());
    expect(placeStep(editor.session, "exit", { kind: "port", source: "wait", port: "out" })).toBeUndefined();
    expect(editor.told).toEqual(["edge.out_of_exit"]);
  });
});

describe("what may be placed", () => {
  it("is no trigger after a port, and no exit within an edge", () => {
    const free = typesFor(sampleFlow(), { kind: "port", source: "ask", port: "expired" });
    const taken = typesFor(sampleFlow(), { kind: "port", source: "wait", port: "out" });
    expect([free.includes("trigger.event"), free.includes("exit"), taken.includes("exit")]).toEqual([
      false,
      true,
      false,
    ]);
  });
  it("is a trigger only on an empty canvas", () => {
    const types = typesFor({ ...sampleFlow(), nodes: [], edges: [] }, { kind: "free" });
    expect(types.every((type) => type.startsWith("trigger."))).toBe(true);
  });
});
