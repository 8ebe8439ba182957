// @vitest-environment jsdom
import { cleanup, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";
import { sampleFlow } from "../document/document.testkit.js";
import { openEditor, renderEditor } from "../editing/editor.testkit.js";
import { FlowOutline } from "./flow-outline.js";
import { outlineOrder } from "./outline-order.js";

afterEach(cleanup);

describe("a flow as a list", () => {
  it("has every step once, in the order in which a reader follows them, the loose ones last", () => {
    const steps = outlineOrder(sampleFlow());
    expect(steps.map(({ node }) => node.id)).toEqual(["start", "wait", "ask", "thanks", "leave", "groups"]);
    expect(steps[2]?.ways.map(({ port, target }) => [port, target?.id])).toEqual([
      ["done", "thanks"],
      ["skipped", "leave"],
      ["expired", undefined],
    ]);
  });

  it("opens the form of a step, and leads along each way out", async () => {
    const editor = openEditor(sampleFlow());
    renderEditor(editor, <FlowOutline flow={editor.flow()} problems={new Map()} />);
    const user = userEvent.setup();
    await user.click(screen.getByRole("button", { name: /等一段时间.*等 1 天/ }));
    expect(editor.session.view.getState()).toMatchObject({ selectedNodes: ["wait"], tab: "form" });
    const ways = within(screen.getByRole("list", { name: "流程的每一步" }));
    await user.click(ways.getByRole("button", { name: "打标签" }));
    expect(document.activeElement?.getAttribute("data-node")).toBe("thanks");
    expect(ways.getAllByText("到此结束").length).toBeGreaterThan(0);
  });
});
