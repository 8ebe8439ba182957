// @vitest-environment jsdom
import { cleanup, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";
import { sampleFlow } from "../document/document.testkit.js";
import { openEditor, renderEditor } from "../editing/editor.testkit.js";
import { SidePanel } from "./side-panel.js";

afterEach(cleanup);

function openPanel() {
  const editor = openEditor(sampleFlow());
  renderEditor(editor, <SidePanel panels={{ form: () => "the form", versions: () => "the versions" }} />);
  const panel = () => screen.getByRole("complementary", { name: "详情" });
  return { editor, isUp: () => panel().dataset.up === "true" };
}

describe("the side panel", () => {
  it("has a tab for what it is given, and no other", () => {
    openPanel();
    expect(screen.getAllByRole("tab").map((tab) => tab.textContent)).toEqual(["流程设置", "版本"]);
  });

  it("on a phone comes up for a chosen step or tab, and goes when it is put away or nothing is chosen", async () => {
    const { editor, isUp } = openPanel();
    const user = userEvent.setup();
    expect(isUp()).toBe(false);
    editor.session.view.setState({ selectedNodes: ["ask"] });
    await user.click(await screen.findByRole("button", { name: "收起" }));
    expect(isUp()).toBe(false);
    await user.click(screen.getByRole("tab", { name: "版本" }));
    expect([isUp(), screen.getByRole("tabpanel").textContent]).toEqual([true, "the versions"]);
    editor.session.view.setState({ selectedNodes: [] });
    await expect.poll(isUp).toBe(false);
  });
});
