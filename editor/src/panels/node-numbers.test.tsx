// @vitest-environment jsdom
import { cleanup, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";
import { countsOf, createLiveCounts, LiveCountsContext, OpenListsContext } from "../canvas/live-counts.js";
import { sampleFlow } from "../document/document.testkit.js";
import { openEditor, renderEditor } from "../editing/editor.testkit.js";
import { LiveStatus } from "./live-status.js";
import { NodeNumbers } from "./node-numbers.js";

afterEach(cleanup);

const at = (metric: string, key: string, count: number, version = 1) => ({
  version,
  nodeId: "ask",
  metric,
  key,
  count,
});

function openNumbers() {
  const editor = openEditor(sampleFlow());
  editor.session.view.setState({ selectedNodes: ["ask"] });
  const counts = createLiveCounts();
  counts.setState({
    ...countsOf({
      standing: [{ version: 1, nodeId: "ask", state: "active", count: 12 }],
      counters: [
        at("arrived", "", 40),
        at("issued", "", 20),
        at("issued", "", 10, 2),
        at("closed", "done", 14),
        at("closed", "skipped", 4),
        at("left", "done", 15),
        at("left", "skipped", 5),
        at("exited", "purchased", 3),
      ],
    }),
    state: "open",
  });
  const opened: string[] = [];
  renderEditor(
    editor,
    <LiveCountsContext value={counts}>
      <OpenListsContext
        value={{
          people: (id, state) => opened.push(`people ${id} ${state}`),
          tasks: (id, state) => opened.push(`tasks ${id} ${state}`),
        }}
      >
        <NodeNumbers />
        <LiveStatus />
      </OpenListsContext>
    </LiveCountsContext>,
  );
  return { editor, counts, opened };
}

describe("the numbers of a step", () => {
  it("add up all versions, and each opens the list behind it", async () => {
    const { opened } = openNumbers();
    const user = userEvent.setup();
    for (const name of ["现在在这里 12", "发出任务 30", "待办任务 12", "完成 14", "在这里结束 3"]) {
      await user.click(screen.getByRole("button", { name: `${name}，查看名单` }));
    }
    expect(opened).toEqual([
      "people ask active",
      "tasks ask all",
      "tasks ask open",
      "tasks ask done",
      "people ask ended",
    ]);
  });

  it("say which way people left, in shares", () => {
    openNumbers();
    expect(screen.getByRole("list", { name: "从各出口离开" }).textContent).toContain("15 · 75%");
  });

  it("are not there where nobody has been", () => {
    const { editor } = openNumbers();
    editor.session.view.setState({ selectedNodes: ["leave"] });
    return screen.findByRole("status").then(() => expect(screen.queryByText("现在在这里")).toBeNull());
  });

  it("say so while the connection is lost", async () => {
    const { counts } = openNumbers();
    expect(screen.getByRole("status").textContent).toBe("");
    counts.setState({ state: "waiting" });
    expect(await screen.findByText(/正在重连/)).toBeTruthy();
  });
});
