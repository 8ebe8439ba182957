import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { addFriend, limitToOneContactADay, openBrand, postEvent } from "./brand.js";
import { browserSuite } from "./browser-suite.js";
import { eventually, PATIENCE_MS } from "./eventually.js";
import { card, side } from "./flow-editor.js";
import { type Product, startProduct } from "./product.js";

const FLOW = "reasons";
const HERE = { position: { x: 0, y: 0 } };
const TASK = {
  dueIn: "P1D",
  expireIn: "P3D",
  script: "您好。",
  outcomes: [{ id: "told", label: "聊上了", contact: "replied" }],
};

/** Who has bought goes one way, who has not the other; whoever answers is asked again, which one contact a day forbids. */
const flow = {
  schema: "sopflow/flow@1",
  id: FLOW,
  name: "说得清",
  nodes: [
    { ...HERE, id: "added", type: "trigger.event", data: { event: "friend.added" }, label: "加好友" },
    {
      ...HERE,
      id: "split",
      type: "branch",
      data: {
        cases: [
          {
            id: "old",
            label: "老客",
            where: {
              all: [
                { fact: "customer", path: "$.orders.count", operator: "greaterThanInclusive", value: 1 },
                { not: { fact: "customer", path: "$.tags", operator: "contains", value: "退货" } },
              ],
            },
          },
        ],
      },
      label: "分新老",
    },
    { ...HERE, id: "back", type: "task", data: { ...TASK, title: "回访老客" }, label: "回访" },
    { ...HERE, id: "again", type: "task", data: { ...TASK, title: "再问一次" }, label: "再联系" },
    { ...HERE, id: "greet", type: "task", data: { ...TASK, title: "欢迎新客" }, label: "欢迎" },
  ],
  edges: [
    { id: "e1", source: "added", sourceHandle: "out", target: "split" },
    { id: "e2", source: "split", sourceHandle: "old", target: "back" },
    { id: "e3", source: "split", sourceHandle: "else", target: "greet" },
    { id: "e4", source: "back", sourceHandle: "told", target: "again" },
  ],
};

await browserSuite("Why", ({ openDesk, openPhone }) => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct();
    await openBrand(product);
    await limitToOneContactADay(product);
    await product.api("POST", "/v1/flows", { flow });
    await product.api("POST", `/v1/flows/${FLOW}/publish`, {});
    await makeThingsHappen(product);
  });
  afterAll(() => product?.close());

  const open = async (path: string): Promise<Page> => {
    const { page } = await openDesk(await product.linkFor("lead"));
    await page.getByRole("heading", { name: "流程", exact: true }).waitFor();
    await page.goto(`${product.url}${path}`);
    return page;
  };

  it("somebody went this way is told from a number's list, with the conditions and what they saw", async () => {
    const page = await open(`/flows/${FLOW}`);
    const step = card(page, "分新老").getByRole("button", { name: /^分新老，/ });
    await step.focus();
    await step.press("Enter");
    await side(page)
      .getByRole("button", { name: /^从“老客”离开 1/ })
      .click();
    await ask(page, "张姐");
    const why = answer(page, "为什么这样走");
    await why.getByText("与引擎当时的决定一致").waitFor();
    const told = await why.innerText();
    expect(told).toContain("从「分新老」走「老客」");
    expect(told).toContain("以下全部满足");
    expect(told).toMatch(/订单数.*1/);
    expect(told).toContain("当时：2");
    expect(told).toContain("以下不成立");
    // Back to the list, which is still there.
    await page.keyboard.press("Escape");
    await why.waitFor({ state: "detached" });
    await page.getByRole("dialog").getByRole("link", { name: "张姐" }).waitFor();
  });

  it("a whole stay in a flow went as it did is told from the list of people", async () => {
    const page = await open(`/flows/${FLOW}/people?nodeId=greet`);
    await ask(page, "李姐");
    const why = answer(page, "为什么这样走");
    await why.getByText("派出任务「欢迎新客」").waitFor();
    const told = await why.innerText();
    expect(told).toContain("进入「加好友」");
    expect(told).toContain("从「分新老」走「其他情况」");
    expect(told).toMatch(/老客\s+不符合/);
  });

  it("somebody has not entered is told from the flow, condition by condition as it is now", async () => {
    const page = await open(`/flows/${FLOW}/people`);
    await page.getByRole("button", { name: "为什么没进入" }).click();
    const dialog = answer(page, "为什么没进入流程");
    await dialog.getByRole("searchbox").fill("c-2");
    await dialog.getByRole("button", { name: "c-2" }).click();
    await dialog.getByText("现在不会进入").waitFor();
    expect(await dialog.innerText()).toContain("近期没有发生：添加好友");
    await dialog.getByRole("searchbox").fill("张姐");
    await dialog.getByRole("button", { name: "张姐" }).click();
    await dialog.getByText("已在流程中").waitFor();
  });

  it("a task was put off is told from what was held back, and a task's own story from its row", async () => {
    const page = await open("/held?period=all");
    await page.getByRole("button", { name: /再联系.*营销联系次数已满.*1 次/ }).click();
    await ask(page, "张姐");
    const why = answer(page, "为什么这样走");
    await why.getByText("推迟任务").waitFor();
    expect(await why.innerText()).toMatch(/原因：营销联系次数已满 · 到 .*再试/);
    await page.goto(`${product.url}/tasks?state=all`);
    await ask(page, "回访老客");
    const story = answer(page, "为什么有这个任务");
    await story.getByText("派出任务「回访老客」").waitFor();
    const told = await story.innerText();
    expect(told).toContain("派给 小李 · 归属顾问");
    expect(told).toContain("从「分新老」走「老客」");
  });

  it("is asked in a customer's timeline, of one kind or one flow, and the address keeps which", async () => {
    for (const openPage of [openDesk, openPhone]) {
      const { page } = await openPage(await product.linkFor("lead"));
      await page.getByRole("heading", { name: "流程", exact: true }).waitFor();
      await page.goto(`${product.url}/customers/c-0`);
      const timeline = page.locator("#timeline");
      await timeline.getByText("支付订单").first().waitFor();
      await timeline.getByRole("combobox", { name: "时间线内容" }).selectOption("tasks");
      await eventually(() => timeline.getByText("支付订单").count()).toBe(0);
      await timeline.getByText("派出任务").first().waitFor();
      expect(new URL(page.url()).searchParams.get("kind")).toBe("tasks");
      await timeline.getByRole("combobox", { name: "流程" }).selectOption(FLOW);
      await page.reload();
      await timeline.getByText("派出任务").first().waitFor();
      expect(await timeline.getByRole("combobox", { name: "流程" }).inputValue()).toBe(FLOW);
      await timeline.getByRole("button", { name: "为什么：说得清" }).first().click();
      const why = answer(page, "为什么这样走");
      await why.locator(".why-decisions > li").first().waitFor();
    }
  });
});

/** Presses the sign in the row of whom or what it is about. */
const ask = (page: Page, name: string): Promise<void> =>
  page
    .getByRole("button", { name: `为什么：${name}` })
    .first()
    .click();

const answer = (page: Page, title: string): Locator => page.getByRole("dialog", { name: title });

/** One has bought, one has not, one only wrote. The first answers, and is to be asked again on the same day. */
async function makeThingsHappen(product: Product): Promise<void> {
  for (const n of [1, 2]) await postEvent(product, "c-0", "order.paid", { orderId: `o-${n}`, amount: 100, lines: [] });
  await addFriend(product, "c-0", "张姐", "li");
  await addFriend(product, "c-1", "李姐", "li");
  await postEvent(product, "c-2", "message.received", { text: "在吗" });
  const count = async (path: string) => (await product.api<{ total: number }>("GET", path)).total;
  const comesTo = (path: string, expected: number) =>
    vi.waitFor(async () => expect(await count(path)).toBe(expected), { timeout: PATIENCE_MS, interval: 100 });
  await comesTo(`/v1/tasks?flowId=${FLOW}&state=open`, 2);
  const { items } = await product.api<{ items: { id: string }[] }>("GET", "/v1/tasks?customerId=c-0");
  await product.api("POST", `/v1/tasks/${items[0]?.id}/complete`, { outcome: "told" });
  await comesTo("/v1/held", 1);
}
