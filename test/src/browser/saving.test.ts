import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openBrand } from "./brand.js";
import { browserSuite } from "./browser-suite.js";
import { card, field, publish, save, saved, side } from "./flow-editor.js";
import { type Product, startProduct } from "./product.js";
import { createSmallFlow, publishSmallFlow } from "./small-flow.js";

interface Flow {
  readonly name: string;
  readonly nodes: readonly { readonly id: string; readonly label?: string }[];
}

/** Longest pause between two tries to save, ms. */
const LONGEST_RETRY_MS = 60_000;

await browserSuite("Edits are not lost", ({ openDesk }) => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct();
    await openBrand(product);
  });
  afterAll(() => product?.close());

  /** A lead at the flow's page. */
  const openFlow = async (userId: string, flowPage: string, ownClock = false): Promise<Page> => {
    const { page } = await openDesk(await product.linkFor("lead", userId), { ownClock });
    await page.getByRole("heading", { name: "流程", exact: true }).waitFor();
    await page.goto(flowPage);
    await card(page, "打招呼").waitFor();
    return page;
  };
  const rename = async (page: Page, from: string, to: string) => {
    await card(page, from).click();
    await field(page, "节点名称").fill(to);
    await card(page, to).waitFor();
  };
  const stored = async (id: string): Promise<(string | undefined)[]> => {
    const { flow } = await product.api<{ flow: Flow }>("GET", `/v1/flows/${id}`);
    return flow.nodes.map((node) => node.label);
  };

  it("a lead goes on editing while the server is down; after its restart everything is saved", async () => {
    const page = await openFlow("wang", await createSmallFlow(product, "restart", "重启"), true);
    await product.kill();
    await rename(page, "打招呼", "先打招呼");
    await page.getByRole("status").filter({ hasText: "待保存" }).waitFor();
    await rename(page, "结束", "到此为止");
    await product.start();
    await page.clock.fastForward(LONGEST_RETRY_MS);
    await saved(page);
    expect(await stored("restart")).toEqual(["加好友", "先打招呼", "到此为止"]);
    await page.reload();
    await card(page, "到此为止").waitFor();
  });

  it("whoever leaves with edits that could not be saved is asked, stays, and leaves with them saved", async () => {
    const page = await openFlow("wang", await createSmallFlow(product, "leave", "离开"));
    await product.kill();
    await rename(page, "打招呼", "别丢了");
    await page.keyboard.press("Control+s");
    await page.getByRole("status").filter({ hasText: "待保存" }).waitFor();
    await page.getByRole("link", { name: "返回流程列表" }).click();
    const question = page.getByRole("dialog", { name: "修改还没有保存" });
    await question.getByRole("button", { name: "留在这里" }).click();
    await question.waitFor({ state: "detached" });
    await card(page, "别丢了").waitFor();
    await product.start();
    await page.getByRole("link", { name: "返回流程列表" }).click();
    await question.getByRole("button", { name: "保存后离开" }).click();
    await page.getByRole("heading", { name: "流程", exact: true }).waitFor();
    expect(await stored("leave")).toContain("别丢了");
  });

  it("of two leads in one flow the second is told, and takes the other's version", async () => {
    const flowPage = await createSmallFlow(product, "two-take", "两人");
    const [first, second] = [await openFlow("wang", flowPage), await openFlow("chen", flowPage)];
    await rename(first, "打招呼", "王的招呼");
    await save(first);
    await rename(second, "打招呼", "陈的招呼");
    await second.keyboard.press("Control+s");
    const dialog = second.getByRole("dialog", { name: "wang 先保存了这个流程" });
    await dialog.waitFor();
    expect(await stored("two-take")).toContain("王的招呼");
    await dialog.getByRole("button", { name: "放弃我的，用对方的" }).click();
    await card(second, "王的招呼").waitFor();
    await rename(second, "王的招呼", "两人的招呼");
    await save(second);
    expect(await stored("two-take")).toContain("两人的招呼");
  });

  it("of two leads in one flow the second keeps the own version as a copy", async () => {
    const flowPage = await createSmallFlow(product, "two-copy", "两份");
    const [first, second] = [await openFlow("wang", flowPage), await openFlow("chen", flowPage)];
    await rename(first, "打招呼", "王的招呼");
    await save(first);
    await rename(second, "打招呼", "陈的招呼");
    await second.keyboard.press("Control+s");
    await second.getByRole("button", { name: "我的另存为副本" }).click();
    await second.getByText("已另存为「两份（我的副本）」").waitFor();
    await second.waitForURL(/\/flows\/two-copy-\w+$/);
    await card(second, "陈的招呼").waitFor();
    expect(await stored("two-copy")).toContain("王的招呼");
  });

  it("a lead whose session ended signs in again on the same page and loses nothing", async () => {
    const page = await openFlow("wang", await createSmallFlow(product, "expired", "过期"));
    // The connection is away while the session ends, so that the edit is there first for certain.
    await page.context().setOffline(true);
    await rename(page, "打招呼", "再打招呼");
    await page.context().clearCookies();
    await page.context().setOffline(false);
    await page.getByText("页面上的内容都还在，没有丢。").waitFor();
    await page.getByLabel("登录链接").fill(await product.linkFor("lead", "wang"));
    await page.getByRole("button", { name: "登录", exact: true }).click();
    await saved(page);
    expect(await stored("expired")).toContain("再打招呼");
    await card(page, "再打招呼").waitFor();
  });

  it("a lead brings an old version back, and may take that back", async () => {
    const page = await openFlow("wang", await createSmallFlow(product, "versions", "版本"));
    await publish(page, 1);
    await rename(page, "打招呼", "新招呼");
    await publish(page, 2);
    await page.getByRole("tab", { name: "版本" }).click();
    await side(page)
      .getByRole("listitem")
      .filter({ hasText: "第 1 版" })
      .getByRole("button", { name: "恢复为草稿" })
      .click();
    await page.getByRole("dialog").getByRole("button", { name: "恢复为草稿" }).click();
    await card(page, "打招呼").waitFor();
    await page.getByRole("button", { name: "撤销替换流程内容" }).click();
    await card(page, "新招呼").waitFor();
    await page.getByRole("button", { name: "重做替换流程内容" }).click();
    await publish(page, 3);
    expect(await stored("versions")).toContain("打招呼");
  });

  it("a viewer sees a flow and can change nothing", async () => {
    const flowPage = await publishSmallFlow(product, "viewed", "只看");
    const { page } = await openDesk(await product.linkFor("viewer", "kan"));
    await page.getByRole("link", { name: "只看" }).waitFor();
    expect(await page.getByRole("button", { name: "新建流程" }).count()).toBe(0);
    await page.goto(flowPage);
    await page.locator(".react-flow__node", { hasText: "打招呼" }).click();
    await page.getByText("你是只读成员").waitFor();
    await page.getByRole("textbox").first().waitFor();
    expect(await page.getByRole("textbox", { disabled: false }).count()).toBe(0);
    for (const name of ["发布", "撤销", "删除", "添加", "恢复"]) {
      expect(await page.getByRole("button", { name, disabled: false }).count()).toBe(0);
    }
    await page.keyboard.press("Delete");
    expect(await page.locator(".react-flow__node").count()).toBe(3);
    await page.getByRole("tab", { name: "版本" }).click();
    await page.getByText("第 1 版").last().waitFor();
    expect(await page.getByRole("button", { name: "恢复" }).count()).toBe(0);
  });
});
