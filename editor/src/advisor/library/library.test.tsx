// @vitest-environment jsdom
import { cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { showList, teachDialogs } from "../advisor-page.testkit.js";
import { dialog, pass, press, visit } from "../press.testkit.js";
import { NOW, taskOf } from "../tasks.testkit.js";

beforeEach(async () => {
  vi.useFakeTimers({ now: NOW });
  teachDialogs();
  localStorage.clear();
  sessionStorage.clear();
  location.hash = "";
  await Promise.all([
    import("../overlays.js"),
    import("../other-tab.js"),
    import("./library-tab.js"),
    import("./library-sheet.js"),
  ]);
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const item = (id: string, part: object) => ({
  id,
  kind: "text",
  title: id,
  text: "",
  folder: "",
  visibility: "all",
  by: "lead",
  updatedAt: NOW,
  favourite: false,
  editable: false,
  ...part,
});
const ITEMS = [
  item("补货提醒", { text: "还剩一周的量", folder: "补货", favourite: true }),
  item("破冰", { text: "您好，我是顾问", folder: "首单" }),
  item("我的破冰", { text: "姐，在吗", visibility: "own", by: "a1", editable: true }),
  item("怎么吃", { kind: "link", url: "https://a.cn/x" }),
];

async function show(hash?: string, library: () => unknown = () => ({ items: ITEMS, folders: ["补货", "首单"] })) {
  const shown = showList(
    () => [taskOf()],
    async () => ({}),
    { answers: (path) => (path === "/v1/library" ? library() : undefined) },
  );
  await pass(50);
  if (hash !== undefined) await visit(hash);
  await pass(50);
  return shown;
}
const titles = () => screen.getAllByRole("article").map((card) => card.getAttribute("aria-label"));

describe("the library on the phone", () => {
  it("is searched, and looked through by shelf and kind", async () => {
    await show("#/library");
    expect(titles()).toEqual(["补货提醒", "破冰", "我的破冰"]);
    const shelf = screen.getByLabelText("文件夹");
    for (const [words, found] of [
      ["★ 收藏", ["补货提醒"]],
      ["我的", ["我的破冰"]],
      ["首单", ["破冰"]],
    ] as const) {
      fireEvent.change(shelf, {
        target: { value: within(shelf).getByRole<HTMLOptionElement>("option", { name: words }).value },
      });
      expect(titles()).toEqual(found);
    }
    fireEvent.change(screen.getByLabelText("搜索话术和素材"), { target: { value: "没有的" } });
    await press("清除条件");
    fireEvent.change(screen.getByLabelText("搜索话术和素材"), { target: { value: "一周 量" } });
    expect(titles()).toEqual(["补货提醒"]);
    fireEvent.change(screen.getByLabelText("搜索话术和素材"), { target: { value: "" } });
    fireEvent.click(screen.getByLabelText("链接"));
    expect(titles()).toEqual(["怎么吃"]);
  });

  it("marks favourites, and saves a wording of one's own", async () => {
    const { calls } = await show("#/library");
    await press("收藏「破冰」");
    const card = screen.getByRole("article", { name: "破冰" });
    await press("改成我的", card);
    fireEvent.change(within(dialog()).getByLabelText("话术内容"), { target: { value: "您好呀" } });
    await press("保存", dialog());
    expect(screen.getAllByRole("article").some((found) => found.textContent?.includes("您好呀"))).toBe(true);
    await pass(5_000);
    expect(calls.map(({ method, path, options }) => [method, path, options.body])).toEqual([
      ["PUT", "/v1/library/%E7%A0%B4%E5%86%B0/favourite", { favourite: true }],
      [
        "POST",
        "/v1/library",
        {
          id: expect.any(String),
          kind: "text",
          title: "破冰",
          text: "您好呀",
          folder: "首单",
          visibility: "own",
          variantOf: "破冰",
        },
      ],
    ]);
  });

  it("shows what was written without a connection, though the library was never loaded", async () => {
    await show("#/library", () => Promise.reject(new TypeError("no connection")));
    await press("+ 新建话术");
    fireEvent.change(within(dialog()).getByLabelText("名称"), { target: { value: "我的问候" } });
    fireEvent.change(within(dialog()).getByLabelText("话术内容"), { target: { value: "早上好" } });
    await press("保存", dialog());
    expect(titles()).toEqual(["我的问候"]);
    expect(screen.getByRole("button", { name: "重试" })).toBeTruthy();
  });

  it("gives a task other words, which can be kept as one's own", async () => {
    const { calls } = await show();
    await press("换话术");
    await pass(50);
    await press("用这条", within(dialog()).getByRole("article", { name: "补货提醒", hidden: true }));
    const task = screen.getByRole("article", { name: "首单回访" });
    expect(task.textContent).toContain("还剩一周的量");
    await press("存为我的", task);
    await pass(5_000);
    expect(calls.map(({ path, options }) => [path, options.body])).toEqual([
      [
        "/v1/library",
        {
          id: expect.any(String),
          kind: "text",
          title: "首单回访",
          text: "还剩一周的量",
          folder: "",
          visibility: "own",
        },
      ],
    ]);
    await press("恢复原文", task);
    expect(task.textContent).toContain("上次问的已经帮您问好了");
  });
});
