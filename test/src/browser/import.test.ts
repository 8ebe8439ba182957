import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { browserSuite } from "./browser-suite.js";
import { eventually } from "./eventually.js";
import { type Product, startProduct } from "./product.js";
import { createSmallFlow } from "./small-flow.js";

/** Wrong in many ways: a kind of step that does not exist, a length of time that is none, an edge to nowhere, no name. */
const BAD = {
  schema: "sopflow/flow@1",
  id: "bad",
  name: "",
  nodes: [
    { id: "in", type: "trigger.event", position: { x: 0, y: 0 }, data: { event: "friend.added" } },
    { id: "odd", type: "teleport", position: { x: 0, y: 160 }, data: {} },
    { id: "wait", type: "wait.duration", position: { x: 0, y: 320 }, data: { duration: "soon" } },
  ],
  edges: [{ id: "e", source: "in", sourceHandle: "out", target: "nowhere" }],
};

await browserSuite("Importing a flow file", ({ openDesk }) => {
  let product: Product;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "sopflow-import-"));
    product = await startProduct();
  });
  afterAll(async () => {
    await product?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const fileOf = (name: string, content: unknown): string => {
    const path = join(folder, name);
    writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
    return path;
  };
  const openList = async () => {
    const { page } = await openDesk(await product.linkFor("lead"));
    await page.getByRole("heading", { name: "流程", exact: true }).waitFor();
    return page;
  };
  const choose = async (page: Page, path: string) => {
    await page.getByRole("button", { name: "导入", exact: true }).click();
    const asked = page.waitForEvent("filechooser");
    await page.getByRole("dialog").getByRole("button", { name: "选择文件" }).click();
    await (await asked).setFiles(path);
  };
  const row = (page: Page, name: string) => page.getByRole("dialog").getByRole("listitem").filter({ hasText: name });
  const flows = async () => (await product.api<{ items: { name: string }[] }>("GET", "/v1/flows")).items;

  it("a bad file is refused with every problem it has, and nothing is created", async () => {
    const page = await openList();
    const { diagnostics } = await product.api<{ diagnostics: { message: { zh: string } }[] }>(
      "POST",
      "/v1/flows/validate",
      { flow: BAD },
    );
    expect(diagnostics.length).toBeGreaterThan(3);
    await choose(page, fileOf("bad.json", BAD));
    for (const { message } of diagnostics) {
      await row(page, "bad.json").getByText(message.zh, { exact: true }).first().waitFor();
    }
    await row(page, "bad.json").getByRole("button", { name: "作为草稿导入" }).click();
    await row(page, "bad.json")
      .getByText(/^不能导入：\d+ 个问题$/)
      .waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "关闭" }).last().click();
    await page.getByText("还没有流程").waitFor();
    expect(await flows()).toEqual([]);
  });

  it("files that are dropped on the page are checked too; one that is no JSON is told so", async () => {
    const page = await openList();
    const dropped = await page.evaluateHandle(`(() => {
      const data = new DataTransfer();
      data.items.add(new File(["a,b\\n1,2"], "orders.csv"));
      data.items.add(new File([${JSON.stringify(JSON.stringify(BAD))}], "bad.json"));
      return data;
    })()`);
    const target = page.getByRole("main");
    await target.dispatchEvent("dragenter", { dataTransfer: dropped });
    await page.getByText("松开鼠标，导入流程文件").waitFor();
    await target.dispatchEvent("drop", { dataTransfer: dropped });
    await row(page, "orders.csv").getByText("这个文件不是 JSON。请选择从流程列表导出的文件。").waitFor();
    await row(page, "bad.json")
      .getByText(/\d+ 个问题，发布前需要改正/)
      .waitFor();
    expect(await row(page, "orders.csv").getByRole("button").count()).toBe(0);
    expect(await flows()).toEqual([]);
  });

  it("an exported flow comes back as a copy beside the first", async () => {
    await createSmallFlow(product, "greet", "打招呼");
    const page = await openList();
    await page.getByRole("button", { name: "「打招呼」的操作" }).click();
    const download = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: "导出文件" }).click();
    const exported = fileOf("exported.json", readFileSync(await (await download).path(), "utf8"));
    await choose(page, exported);
    await row(page, "exported.json").getByRole("button", { name: "导入" }).click();
    await row(page, "exported.json").getByText("编号已被占用，用新编号导入").waitFor();
    await row(page, "exported.json").getByRole("button", { name: "导入" }).click();
    await row(page, "exported.json").getByRole("link", { name: "打开" }).waitFor();
    await eventually(async () => (await flows()).map(({ name }) => name)).toEqual(["打招呼", "打招呼"]);
  });
});
