// @vitest-environment jsdom
import { cleanup } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { sampleFlow } from "../document/document.testkit.js";
import { openEditor, renderEditor } from "../editing/editor.testkit.js";
import { readFlowSearch } from "../pages/flows/flow-search.js";
import { useFirstLook } from "./use-first-look.js";

afterEach(cleanup);

function look(search: Record<string, unknown>) {
  const editor = openEditor(sampleFlow());
  const Look = () => {
    useFirstLook(readFlowSearch(search));
    return null;
  };
  renderEditor(editor, <Look />);
  return editor.session.view.getState();
}

it("a link to a flow opens the step or the panel it names, and nothing for what is not there", () => {
  expect(look({ nodeId: "ask" })).toMatchObject({ selectedNodes: ["ask"], tab: "form" });
  expect(look({ tab: "problems" })).toMatchObject({ selectedNodes: [], tab: "problems" });
  expect(look({ nodeId: "gone", tab: "rules" })).toMatchObject({ selectedNodes: [], tab: "form" });
});
