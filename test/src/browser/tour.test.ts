import type { BrandSettings } from "@sopflow/schemas";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { browserSuite } from "./browser-suite.js";
import { type Product, startProduct } from "./product.js";

const ROUND_THE_CLOCK = { start: "00:00", end: "00:00", days: [1, 2, 3, 4, 5, 6, 7] };

await browserSuite("The guided tour of a demo brand", ({ openDesk, openPhone }) => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct({ demo: true });
    // Whatever the time of day where the test runs: advisors get their tasks at once.
    const settings = await product.api<BrandSettings>("GET", "/v1/settings");
    const contactPolicy = { ...settings.contactPolicy, window: ROUND_THE_CLOCK };
    await product.api("PUT", "/v1/settings", { ...settings, contactPolicy });
  }, 120_000);
  afterAll(() => product?.close());

  const card = (page: Page) => page.getByRole("region", { name: /./ }).and(page.locator(".tour-card"));
  const press = (page: Page, name: string) => card(page).getByRole("button", { name, exact: true }).click();
  const says = (page: Page, title: string) => card(page).getByRole("heading", { name: title }).waitFor();

  it("leads a newcomer from the first link to a flow of their own that greets a customer", async () => {
    const { page } = await openDesk(await product.linkFor("administrator", "newcomer"));
    await says(page, "第一次来？花 3 分钟走一遍");
    await press(page, "开始导览");

    await says(page, "看一条正在跑的流程");
    await page.getByRole("link", { name: "补货提醒", exact: true }).click();
    await says(page, "数字背后是谁");
    await page.locator("button.card-number[data-tone=people]").first().click();
    await says(page, "流程交给人做的事");
    await page.getByRole("navigation", { name: "主导航" }).getByRole("link", { name: "任务" }).click();
    await press(page, "看明白了");

    await says(page, "轮到你：新建一条流程");
    await press(page, "带我过去");
    await page.getByRole("button", { name: "新建流程" }).click();
    await page.getByRole("radio", { name: /欢迎新好友/ }).check();
    await page.getByRole("button", { name: "创建并打开" }).click();

    await says(page, "改成你会说的话");
    await page.getByRole("button", { name: /^10 分钟内欢迎，/ }).click();
    await page.getByLabel("话术", { exact: true }).fill("您好呀，欢迎来到晨谷！我是{{advisor.name}}。");
    await press(page, "改好了");
    await says(page, "发布前看一眼");
    await page.getByRole("button", { name: "检查", exact: true }).click();
    await says(page, "发布");
    await page.getByRole("toolbar").getByRole("button", { name: "发布" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "发布", exact: true }).click();

    await says(page, "看它动起来");
    await press(page, "让一位客户加好友");
    await card(page).getByText("进入了你的流程，任务已派给顾问").waitFor();
    await page.locator("button.card-number[data-tone=people]", { hasText: "1" }).waitFor();
    await press(page, "完成");
    await says(page, "你的第一条流程上线了");
    await press(page, "知道了");
    expect(await page.locator(".tour-card").count()).toBe(0);

    const tasks = await product.api<{ items: { text: string }[] }>("GET", "/v1/tasks?flowId=welcome-friend");
    expect(tasks.items.map(({ text }) => text)).toEqual([expect.stringContaining("欢迎来到晨谷！我是")]);
  }, 60_000);

  it("can be left at any time and taken up again where it was, on a phone too", async () => {
    const { page } = await openPhone(await product.linkFor("lead", "li"));
    await press(page, "开始导览");
    // The tour speaks of the flow with the most people inside.
    const words = await page.locator(".tour-card", { hasText: "点开「" }).innerText();
    await page.getByRole("link", { name: /点开「(.+?)」/.exec(words)?.[1] ?? "", exact: true }).click();
    await says(page, "数字背后是谁");
    await press(page, "离开导览");
    expect(await page.locator(".tour-card").count()).toBe(0);
    await page.reload();
    await page.getByRole("button", { name: /^账号/ }).click();
    await page.getByRole("menuitem", { name: "新手导览" }).click();
    await says(page, "数字背后是谁");
  });

  it("is not offered to who may only look", async () => {
    const { page } = await openDesk(await product.linkFor("viewer"));
    await page.getByRole("link", { name: "补货提醒", exact: true }).waitFor();
    await page.getByRole("button", { name: /^账号/ }).click();
    expect(await page.getByRole("menuitem", { name: "新手导览" }).count()).toBe(0);
  });
});
