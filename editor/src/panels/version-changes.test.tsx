// @vitest-environment jsdom
import type { Flow } from "@sopflow/schemas";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";
import type { ApiClient } from "../api/api-client.js";
import { ApiContext } from "../api/api-context.js";
import { node, sampleFlow } from "../document/document.testkit.js";
import { openEditor, renderEditor } from "../editing/editor.testkit.js";
import { VersionChanges } from "./version-changes.js";

afterEach(cleanup);

function compareWith(published: Flow, draft: Flow) {
  const editor = openEditor(draft);
  const api = { call: () => Promise.resolve({ version: 2, flow: published }) } as unknown as ApiClient; // answers as the wire does
  renderEditor(
    editor,
    <QueryClientProvider client={new QueryClient()}>
      <ApiContext value={api}>
        <VersionChanges flowId="sample" version={2} />
      </ApiContext>
    </QueryClientProvider>,
  );
  return editor;
}

describe("a version beside the draft", () => {
  it("says what was added, removed and changed in words, and leads to the step", async () => {
    const published = sampleFlow();
    const nodes = published.nodes
      .filter(({ id }) => id !== "groups")
      .map((one) => (one.type === "wait.duration" ? { ...one, data: { ...one.data, duration: "P3D" } } : one));
    const editor = compareWith(published, { ...published, nodes: [...nodes, node("notify", "tell")] });
    expect((await screen.findByText("新增")).closest("li")?.textContent).toContain("提醒同事");
    expect(screen.getByText("删除").closest("li")?.textContent).toContain("分组实验");
    await userEvent.setup().click(screen.getByText("等 1 天 → 等 3 天"));
    expect(editor.session.view.getState().selectedNodes).toEqual(["wait"]);
  });

  it("says so when nothing differs", async () => {
    compareWith(sampleFlow(), sampleFlow());
    expect(await screen.findByText("和现在的草稿完全一样。")).toBeTruthy();
  });
});
