// @vitest-environment jsdom
import { type Forecast, flowSchema, type Impact } from "@sopflow/schemas";
import { cleanup, screen, within } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { openEditor } from "../editing/editor.testkit.js";
import { EditorContext } from "../editing/editor-session.js";
import { renderPage } from "../pages/render-page.testkit.js";
import { PublishDialog } from "./publish-dialog.js";

afterEach(cleanup);

const days = Array.from({ length: 14 }, (_, i) => ({
  date: `2026-06-${String(i + 1).padStart(2, "0")}`,
  waiting: i === 2 ? 12 : 1,
  arriving: 0,
  without: 1,
}));
const load = (over: number) => days.map((_, day) => (day === 2 ? over : 1));
const advisor = (advisorId: string, name: string, most: number, capacityPerDay: number) => ({
  ...{ advisorId, name, capacityPerDay, tasks: load(most), contacts: load(most) },
  over: most > capacityPerDay ? [2] : [],
  overWithout: 0,
});
const forecast = (advisors: Forecast["advisors"]): Forecast => ({
  ...{ asOf: 1, people: 3, sampled: 3, margin: 0, history: { days: 7, entries: 9 }, isNew: false, nobody: 0 },
  ...{ days, advisors },
});
const impact: Impact = {
  ...{ flowId: "sample", revision: 0, publishedVersion: 1, nextVersion: 2, isLive: false, people: 0 },
  ...{ changes: { added: [], changed: ["ask"], removed: [], settings: false }, places: [], targets: [] },
};

const position = { x: 0, y: 0 };
const flow = flowSchema.parse({
  schema: "sopflow/flow@1",
  id: "sample",
  name: "关怀",
  nodes: [
    { id: "t", type: "trigger.event", position, data: { event: "friend.added" } },
    { id: "ask", type: "task", position, data: { title: "问候", script: "您好", wait: false } },
  ],
  edges: [{ id: "e", source: "t", sourceHandle: "out", target: "ask" }],
});

const publishing = (advisors: Forecast["advisors"]) => {
  const { session } = openEditor(flow);
  return renderPage({
    path: "/",
    at: "/",
    answer: ({ path }) => (path.endsWith("/forecast") ? forecast(advisors) : impact),
    component: () => (
      <EditorContext value={session}>
        <PublishDialog
          flowId="sample"
          publishedVersion={1}
          isPaused={false}
          onPublished={() => {}}
          onClose={() => {}}
        />
      </EditorContext>
    ),
  });
};

it("says before publishing whose day goes above their capacity, on which day and by how much", async () => {
  await publishing([advisor("a1", "小林", 12, 10), advisor("a2", "小周", 4, 10)]);
  const dialog = within(await screen.findByRole("dialog"));
  await dialog.findByText("1 位顾问有几天会超出每日容量");
  const warning = dialog.getByText(/^小林：/).closest("li")?.textContent;
  expect(warning).toContain("06-03 周三（12 / 10）");
  expect(warning).toContain("从 0 天变成 1 天");
  expect(dialog.queryByText(/^小周：/)).toBeNull();
  // A warning keeps nobody from publishing.
  expect(dialog.getByRole("button", { name: "发布" }).hasAttribute("disabled")).toBe(false);
});

it("says that everybody's days fit where they do", async () => {
  await publishing([advisor("a1", "小林", 4, 10)]);
  await screen.findByText("没有顾问超出每日容量。");
});
