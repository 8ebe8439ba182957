// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { layoutFlow } from "../canvas/layout/layout-flow.js";
import { layoutInput } from "../canvas/layout/layout-input.js";
import { sampleFlow } from "../document/document.testkit.js";
import { matches } from "./matches.js";
import { isTyping, shortcutOf } from "./shortcuts.js";
import { walkGraph } from "./walk-graph.js";

const key = (text: string) => {
  const names = text.split("+");
  return {
    key: names.at(-1) ?? "",
    ctrlKey: names.includes("Ctrl"),
    metaKey: names.includes("Cmd"),
    shiftKey: names.includes("Shift"),
    altKey: names.includes("Alt"),
  };
};

describe("shortcuts", () => {
  it.each([
    ["Ctrl+z", "undo"],
    ["Cmd+z", "undo"],
    ["Ctrl+Shift+Z", "redo"],
    ["Ctrl+y", "redo"],
    ["Delete", "delete"],
    ["Shift+Delete", "deleteOnly"],
    ["Ctrl+D", "duplicate"],
    ["d", "disable"],
    ["ArrowUp", "up"],
    ["Enter", "open"],
    ["Alt+Enter", undefined],
    ["Ctrl+Shift+S", undefined],
    ["x", undefined],
  ])("%s is %s", (text, wanted) => {
    expect(shortcutOf(key(text))).toBe(wanted);
  });
  it("keep quiet where text is written", () => {
    const area = document.createElement("textarea");
    const box = Object.assign(document.createElement("input"), { type: "checkbox" });
    expect([isTyping(area), isTyping(box), isTyping(document.body), isTyping(null)]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});

describe("arrow keys", () => {
  const flow = sampleFlow();
  const { places } = layoutFlow(layoutInput(flow));
  it("walk along the edges, and besides to the next card of the layer", () => {
    expect(walkGraph(flow, places, "start", "down")).toBe("wait");
    expect(walkGraph(flow, places, "ask", "up")).toBe("wait");
    expect(walkGraph(flow, places, "start", "right")).toBe("groups");
    expect(walkGraph(flow, places, "groups", "left")).toBe("start");
  });
  it("stay where the way ends", () => {
    expect(walkGraph(flow, places, "leave", "down")).toBeUndefined();
    expect(walkGraph(flow, places, "start", "up")).toBeUndefined();
    expect(walkGraph(flow, places, "gone", "up")).toBeUndefined();
  });
});

it("searching finds all words in any order, whatever their case", () => {
  expect(matches("DAY wait", ["Wait for days"])).toBe(true);
  expect(matches("标签", ["打标签", "biaoqian"])).toBe(true);
  expect(matches("wait year", ["Wait for days"])).toBe(false);
  expect(matches("  ", ["anything"])).toBe(true);
});
