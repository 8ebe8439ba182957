// @vitest-environment jsdom
import type { LibraryItem } from "@sopflow/schemas";
import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { renderPage, SESSION, type Sent } from "../render-page.testkit.js";
import { LibraryPage } from "./library-page.js";
import { readLibrarySearch } from "./library-search.js";

afterEach(cleanup);

const item = (part: Partial<LibraryItem> = {}): LibraryItem => ({
  id: "l1",
  kind: "text",
  title: "首单问候",
  text: "您好，收到货了吗？",
  folder: "售后",
  visibility: "all",
  by: "lead",
  updatedAt: 0,
  favourite: false,
  editable: true,
  ...part,
});
const IMAGE = item({ id: "l2", kind: "image", title: "冲泡图", text: "", url: "/files/a.png", visibility: "pool:vip" });

async function show({ at = "/library", items = [item(), IMAGE], session = SESSION } = {}) {
  const page = await renderPage({
    path: "/library",
    component: LibraryPage,
    validateSearch: readLibrarySearch,
    at,
    session,
    answer: ({ method, path }: Sent) => {
      if (path === "/v1/library" && method === "GET") return { items, folders: ["", "售后", "活动"] };
      if (path === "/v1/advisors") return { items: [{ id: "a1", name: "林晓雯", pools: ["vip"] }] };
      if (path === "/v1/files") return { url: "/files/b.png", bytes: 3 };
      return item();
    },
  });
  const writes = () => page.sent.filter(({ method }) => method !== "GET");
  return { ...page, writes };
}
const cardOf = async (title: string) => {
  const card = (await screen.findByText(title)).closest("li");
  if (!card) throw new Error("no card");
  return within(card);
};
const type = (label: string, value: string) =>
  fireEvent.change(within(screen.getByRole("dialog")).getByLabelText(label), { target: { value } });
const save = () => fireEvent.click(screen.getByRole("button", { name: "保存" }));

describe("the library", () => {
  it("shows words, pictures, folders, and who may see them", async () => {
    await show();
    const text = await cardOf("首单问候");
    expect(text.getByText("您好，收到货了吗？")).toBeTruthy();
    expect(text.getByText("售后")).toBeTruthy();
    const image = await cardOf("冲泡图");
    expect(image.getByRole("img", { name: "冲泡图" }).getAttribute("src")).toBe("/files/a.png");
    expect(image.getByText("「vip」组可见")).toBeTruthy();
  });

  it("is asked for what its address says, and puts every filter there", async () => {
    const { sent, address } = await show({ at: "/library?q=到货&kind=text&folder=售后" });
    expect(sent[0]?.options.query).toEqual({ search: "到货", kind: "text", folder: "售后", favourites: undefined });
    fireEvent.click(await screen.findByLabelText("只看收藏"));
    await waitFor(() => expect(address()).toContain("mine=favourites"));
    fireEvent.change(screen.getByLabelText("类型"), { target: { value: "image" } });
    await waitFor(() => expect(decodeURIComponent(address())).toContain("kind=image"));
    expect(address()).toContain("mine=favourites");
  });

  it("keeps a favourite at a press", async () => {
    const { writes } = await show();
    fireEvent.click((await cardOf("首单问候")).getByRole("button", { name: "收藏：首单问候" }));
    await waitFor(() =>
      expect(writes()[0]).toMatchObject({ path: "/v1/library/l1/favourite", options: { body: { favourite: true } } }),
    );
  });

  it("says what is missing before anything is sent, and then makes an item of its kind", async () => {
    const { writes } = await show();
    fireEvent.click(await screen.findByRole("button", { name: "新建" }));
    fireEvent.click(screen.getByLabelText("小程序"));
    save();
    expect(screen.getAllByText("请填写。")).toHaveLength(3);
    type("标题", " 复购 ");
    type("小程序页面路径", "pages/index.html");
    type("小程序 AppID", "wx1");
    type("文件夹", "活动");
    await screen.findByRole("option", { name: "「vip」组可见" });
    type("谁能看到", "pool:vip");
    save();
    await waitFor(() => expect(writes()).toHaveLength(1));
    expect(writes()[0]?.options.body).toEqual({
      kind: "miniprogram",
      title: "复购",
      text: "",
      folder: "活动",
      visibility: "pool:vip",
      url: "pages/index.html",
      appId: "wx1",
    });
  });

  it("takes no variables: advisors would send their braces to customers", async () => {
    const { writes } = await show();
    fireEvent.click(await screen.findByRole("button", { name: "新建" }));
    type("标题", "问候");
    type("话术内容", "{{customer.name}}您好");
    save();
    expect(screen.getByText(/不替换变量/)).toBeTruthy();
    expect(writes()).toEqual([]);
  });

  it("uploads a picture and names the item after it; what is too big or of no known kind is refused at once", async () => {
    const { writes } = await show();
    fireEvent.click(await screen.findByRole("button", { name: "新建" }));
    fireEvent.click(screen.getByLabelText("图片"));
    const chooser = document.querySelector('input[type="file"]');
    if (!chooser) throw new Error("no chooser");
    const pick = (file: File) => fireEvent.change(chooser, { target: { files: [file] } });
    pick(new File(["x"], "a.svg", { type: "image/svg+xml" }));
    expect(screen.getByText(/这种文件不能上传/)).toBeTruthy();
    const big = new File(["x"], "b.png", { type: "image/png" });
    Object.defineProperty(big, "size", { value: 11 * 1024 * 1024 });
    pick(big);
    expect(screen.getByText(/11.0 MB，超过 10 MB/)).toBeTruthy();
    expect(writes()).toEqual([]);
    const file = new File(["abc"], "产品图.png", { type: "image/png" });
    pick(file);
    await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>("图片地址").value).toBe("/files/b.png"));
    expect(writes()[0]?.options).toMatchObject({ query: { name: "产品图.png" }, body: file });
    expect(screen.getByLabelText<HTMLInputElement>("标题").value).toBe("产品图");
  });

  it("changes and deletes what is one's to change", async () => {
    const { writes } = await show({ items: [item(), item({ id: "l3", title: "别人的", editable: false })] });
    expect((await cardOf("别人的")).queryByRole("button", { name: /编辑/ })).toBeNull();
    fireEvent.click((await cardOf("首单问候")).getByRole("button", { name: "编辑：首单问候" }));
    type("话术内容", "新的话");
    save();
    await waitFor(() => expect(writes()[0]).toMatchObject({ method: "PUT", path: "/v1/library/l1" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    fireEvent.click((await cardOf("首单问候")).getByRole("button", { name: "编辑：首单问候" }));
    fireEvent.click(screen.getByRole("button", { name: "删除" }));
    fireEvent.click(within(await screen.findByRole("dialog", { name: /删除/ })).getByRole("button", { name: "删除" }));
    await waitFor(() => expect(writes()[1]).toMatchObject({ method: "DELETE", path: "/v1/library/l1" }));
  });

  it("is only read by viewers", async () => {
    await show({ session: { ...SESSION, role: "viewer" } });
    const card = await cardOf("首单问候");
    expect(screen.queryByRole("button", { name: "新建" })).toBeNull();
    expect(card.queryByRole("button", { name: /收藏|编辑/ })).toBeNull();
    expect(card.getByRole("button", { name: "复制：首单问候" })).toBeTruthy();
  });
});
