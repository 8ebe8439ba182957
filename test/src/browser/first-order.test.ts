import type { Page } from "playwright-core";
import { afterAll, beforeAll, it } from "vitest";
import { addFriend, openBrand } from "./brand.js";
import { browserSuite } from "./browser-suite.js";
import {
  addStep,
  card,
  createFlow,
  entry,
  field,
  linkTo,
  name,
  pick,
  press,
  pressFreeCanvas,
  publish,
  saved,
  side,
} from "./flow-editor.js";
import { type Product, startProduct } from "./product.js";

await browserSuite("From an empty canvas to an advisor's phone", ({ openDesk, openPhone }) => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct();
    await openBrand(product);
  });
  afterAll(() => product?.close());

  it("a lead draws first-order conversion from empty with the mouse, publishes it, and watches it work", async () => {
    const { page } = await openDesk(await product.linkFor("lead", "wang"));
    await createFlow(page, "首单转化");

    await page.getByRole("button", { name: "添加触发节点" }).click();
    await pick(page, "事件触发");
    await field(page, "发生什么时进入").selectOption({ label: "添加好友" });
    await name(page, "加好友");

    await addStep(page, "加好友", "下一步", "等一段时间", "稍等");
    await field(page, "等多久").fill("1");
    await field(page, "等多久的单位").selectOption({ label: "秒" });

    await addStep(page, "稍等", "下一步", "顾问任务", "问需求");
    await field(page, "任务标题").fill("问问需求");
    await field(page, "话术").fill("您好，我是您的专属顾问。");
    await side(page).getByRole("button", { name: "嫌贵" }).click();
    await side(page).getByRole("button", { name: "不需要" }).click();
    await side(page).getByRole("button", { name: "添加结果" }).click();
    await entry(page, "结果 3").getByLabel("名称").fill("已发，未回");

    // Too expensive: who has been here before leaves, others get an answer; the rest is told goodbye.
    await addStep(page, "问需求", "嫌贵", "条件分支", "老客户？");
    await entry(page, "情况 1").getByLabel("名称", { exact: true }).fill("老客户");
    await entry(page, "老客户").getByRole("button", { name: "添加条件", exact: true }).click();
    await page.getByRole("combobox", { name: "看客户的哪一项" }).fill("订单数");
    await pick(page, "订单数");
    await entry(page, "老客户").getByLabel("怎样比较").selectOption({ label: "大于" });
    await entry(page, "老客户").getByLabel("值", { exact: true }).fill("0");
    await addStep(page, "老客户？", "老客户", "退出流程", "不打扰老客户");
    await addStep(page, "老客户？", "其他", "顾问任务", "答价格");
    await field(page, "任务标题").fill("讲清楚价格");
    await addStep(page, "答价格", "完成", "退出流程", "走完");
    await linkTo(page, "问需求", "不需要", "走完");
    await saved(page);

    // Settings of the flow: an order ends it.
    await pressFreeCanvas(page);
    await side(page).getByRole("button", { name: "添加退出条件" }).click();
    await saved(page);
    await publish(page);

    const li = (await openPhone(await product.advisorLink("li"), { ownClock: true })).page;
    const zhou = (await openPhone(await product.advisorLink("zhou"))).page;
    await li.getByText("任务都做完了").waitFor();

    await addFriend(product, "c-1", "张姐", "li");
    await people(page, "问需求", 1).waitFor();
    await tasks(page, "问需求", 1).waitFor();
    for (const phone of [li, zhou]) await phone.getByRole("button", { name: "刷新" }).click();
    await li.getByRole("article", { name: "问问需求" }).getByText("您好，我是您的专属顾问。").waitFor();
    await li.getByRole("heading", { name: "张姐" }).waitFor();
    await zhou.getByText("任务都做完了").waitFor();

    await li.getByRole("button", { name: "完成" }).click();
    await li.getByRole("radio", { name: "嫌贵" }).check();
    await li.getByRole("button", { name: "提交结果" }).click();
    await li.getByText("已完成 · 问问需求").waitFor();
    await li.clock.fastForward(UNDO_MS);

    // The flow branched: nobody stands at the question any more, and the numbers came by themselves.
    await people(page, "答价格", 1).waitFor();
    await people(page, "问需求", 1).waitFor({ state: "detached" });
    await li.getByRole("button", { name: "刷新" }).click();
    await li.getByRole("article", { name: "讲清楚价格" }).waitFor();
    await li.getByRole("article", { name: "问问需求" }).waitFor({ state: "detached" });

    // The number opens the list behind it.
    await press(page, people(page, "答价格", 1));
    await page.getByRole("link", { name: "张姐" }).waitFor();
  });
});

/** A result can be taken back for so long, ms. */
const UNDO_MS = 5_000;

/** The number on a step of the canvas that opens the list of who stands there. */
const people = (page: Page, title: string, count: number) =>
  card(page, title).getByRole("button", { name: `${count} 人在这里` });

/** The same of tasks that wait. */
const tasks = (page: Page, title: string, count: number) =>
  card(page, title).getByRole("button", { name: `${count} 个待办任务` });
