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
      standing: [
        { version: 1, nodeId: "ask", state: "active", count: 12 },
        { version: 2, nodeId: "ask", state: "closing", count: 2 },
        { version: 2, nodeId: "ask", state: "waiting", count: 7 },
      ],
      tasks: [
        { nodeId: "ask", state: "open", count: 12 },
        { nodeId: "ask", state: "done", count: 14 },
        { nodeId: "ask", state: "skipped", count: 4 },
        { nodeId: "other", state: "open", count: 99 },
      ],
      counters: [
        at("entered", "", 40),
        at("refused", "active", 6),
        at("refused", "reentry_never", 3, 2),
        at("left", "done", 15),
        at("left", "skipped", 5),
        at("exited", "purchased", 3),
        at("completed", "", 8),
        at("failed", "task.no_script", 1),
        at("dropped", "budget", 4),
        at("dropped", "stale", 1),
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
          arm: (id, version, { id: arm }) => opened.push(`arm ${id} ${version} ${arm}`),
          trace: (id, what, port) => opened.push(["trace", id, what, port].filter(Boolean).join(" ")),
          version: (version) => opened.push(`version ${version}`),
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
    for (const name of [
      "进入 40",
      "不符合，没有进入 9",
      "等候进入 7",
      "现在在这里 12",
      "已走完，等收尾 2",
      "在这里结束 12",
      "其中出错 1",
      "发出任务 30",
      "待办任务 12",
      "完成 14",
      "跳过 4",
      "没有发出（超过联系次数等） 5",
      "从“完成”离开 15",
      "从“跳过”离开 5",
    ]) {
      await user.click(screen.getByRole("button", { name: `${name}，查看名单` }));
    }
    expect(opened).toEqual([
      "trace ask entered",
      "trace ask refused",
      "people ask waiting",
      "people ask active",
      "people ask closing",
      "trace ask ended",
      "trace ask failed",
      "tasks ask all",
      "tasks ask open",
      "tasks ask done",
      "tasks ask skipped",
      "trace ask dropped",
      "trace ask left done",
      "trace ask left skipped",
    ]);
    expect(screen.getAllByRole("button")).toHaveLength(opened.length);
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
