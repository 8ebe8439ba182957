import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { browserSuite } from "./browser-suite.js";
import { eventually } from "./eventually.js";
import { addStep, card, field, publish, save, side } from "./flow-editor.js";
import { type Product, startProduct } from "./product.js";
import { createSmallFlow, publishSmallFlow } from "./small-flow.js";

interface Summary {
  readonly name: string;
  readonly state: string;
}

await browserSuite("A lead at work", ({ openDesk }) => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(() => product?.close());

  const openList = async (): Promise<Page> => {
    const { page, context } = await openDesk(await product.linkFor("lead"));
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("heading", { name: "流程", exact: true }).waitFor();
    return page;
  };

  it("sees a problem at its step and in the list, is led to the field, and publishes when it is solved", async () => {
    await createSmallFlow(product, "problems", "有问题");
    const page = await openList();
    await page.getByRole("link", { name: "有问题" }).click();
    await addStep(page, "打招呼", "跳过", "启动另一个流程");
    await page.getByRole("button", { name: /^启动另一个流程，.*个问题/ }).waitFor();
    await page.getByRole("button", { name: "发布", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText(/还有 \d+ 个问题，处理后才能发布/).waitFor();
    await dialog.getByRole("button", { name: "发布", exact: true }).click();
    await dialog.getByRole("button", { name: "再试一次" }).waitFor();
    await dialog.getByRole("button", { name: "先不发布" }).click();

    await page.getByRole("tab", { name: "问题" }).click();
    await side(page)
      .getByRole("button", { name: /启动另一个流程/ })
      .first()
      .click();
    await page.locator(":focus").and(field(page, "启动哪个流程")).waitFor();
    await card(page, "启动另一个流程").click();
    await page.keyboard.press("Delete");
    await card(page, "启动另一个流程").waitFor({ state: "detached" });
    await publish(page);
  });

  it("copies steps of one flow into another, and takes it back and forth by keys", async () => {
    await createSmallFlow(product, "from", "来源");
    await createSmallFlow(product, "into", "去处");
    const page = await openList();
    await page.getByRole("link", { name: "来源" }).click();
    await card(page, "打招呼").click();
    await page.keyboard.press("Control+c");
    await page.getByRole("link", { name: "返回流程列表" }).click();
    await page.getByRole("link", { name: "去处" }).click();
    await card(page, "结束").waitFor();
    await page.keyboard.press("Control+v");
    await eventually(() => page.locator(".react-flow__node").count()).toBe(4);
    await page.keyboard.press("Control+z");
    await eventually(() => page.locator(".react-flow__node").count()).toBe(3);
    await page.keyboard.press("Control+y");
    await eventually(() => page.locator(".react-flow__node").count()).toBe(4);
    await save(page);
  });

  it("finds, renames, duplicates, pauses, resumes and archives flows in the list", async () => {
    await publishSmallFlow(product, "live", "在跑的");
    const page = await openList();
    const row = (name: string) => page.getByRole("row").filter({ has: page.getByRole("link", { name, exact: true }) });
    const menu = async (name: string, item: string) => {
      await page.getByRole("button", { name: `「${name}」的操作` }).click();
      await page.getByRole("menuitem", { name: item }).click();
    };
    await page.getByRole("searchbox", { name: "搜索流程名称或说明" }).fill("在跑");
    await eventually(() => page.getByRole("row").count()).toBe(2);

    await menu("在跑的", "重命名");
    await page.getByRole("dialog").getByLabel("流程名称").fill("还在跑的");
    await page.getByRole("dialog").getByRole("button", { name: "保存" }).click();
    await row("还在跑的").waitFor();
    await page.getByRole("searchbox", { name: "搜索流程名称或说明" }).fill("");

    await menu("还在跑的", "复制一份");
    await page.getByText(/^已复制为「.*」$/).waitFor();
    await menu("还在跑的", "暂停");
    await page.getByRole("dialog").getByRole("button", { name: "暂停" }).click();
    await row("还在跑的").getByText("已暂停").waitFor();
    await menu("还在跑的", "恢复运行");
    await page.getByRole("dialog").getByRole("button", { name: "恢复运行" }).click();
    await row("还在跑的").getByText("运行中").waitFor();
    await menu("还在跑的", "归档");
    await page.getByRole("dialog").getByRole("button", { name: "归档" }).click();
    // While the window is open, the rows behind it are not there for a screen reader, nor for this test.
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await row("还在跑的").waitFor({ state: "detached" });
    const { items } = await product.api<{ items: Summary[] }>("GET", "/v1/flows");
    expect(items).toContainEqual(expect.objectContaining({ name: "还在跑的", state: "archived" }));
  });
});
