import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { addFriend, limitToOneContactADay, openBrand, postEvent } from "./brand.js";
import { browserSuite } from "./browser-suite.js";
import { eventually, PATIENCE_MS } from "./eventually.js";
import { card, side } from "./flow-editor.js";
import { type Product, startProduct } from "./product.js";

const FLOW = "numbers";
const HERE = { position: { x: 0, y: 0 } };
const TASK = { dueIn: "P1D", expireIn: "P3D", script: "您好。" };

/** Whoever answers the first task is asked again at once, which the brand's limit of one contact a day does not let happen. */
const flow = {
  schema: "sopflow/flow@1",
  id: FLOW,
  name: "数得清",
  settings: { onBudget: "drop", exitWhen: [{ on: "order.paid", reason: "purchased" }] },
  nodes: [
    { ...HERE, id: "added", type: "trigger.event", data: { event: "friend.added" }, label: "加好友" },
    {
      ...HERE,
      id: "greet",
      type: "task",
      data: {
        ...TASK,
        title: "打个招呼",
        outcomes: [
          { id: "told", label: "聊上了", contact: "replied" },
          { id: "silent", label: "已发，未回", contact: "delivered_no_reply" },
        ],
      },
      label: "打招呼",
    },
    { ...HERE, id: "again", type: "task", data: { ...TASK, title: "再问一次" }, label: "再联系" },
    { ...HERE, id: "done", type: "exit", data: { reason: "done" }, label: "结束" },
  ],
  edges: [
    { id: "e1", source: "added", sourceHandle: "out", target: "greet" },
    { id: "e2", source: "greet", sourceHandle: "told", target: "again" },
    { id: "e3", source: "again", sourceHandle: "skipped", target: "done" },
  ],
};

const PEOPLE = ["张姐", "李姐", "王姐", "赵姐"];

await browserSuite("The list behind every number", ({ openDesk }) => {
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

  const openFlow = async (search = ""): Promise<Page> => {
    const { page } = await openDesk(await product.linkFor("lead"));
    await page.getByRole("heading", { name: "流程", exact: true }).waitFor();
    await page.goto(`${product.url}/flows/${FLOW}${search}`);
    return page;
  };

  it.each([
    ["加好友", ["进入 4", "不符合，没有进入 1"]],
    [
      "打招呼",
      [
        "累计到过 4",
        "现在在这里 1",
        "在这里结束 2",
        "发出任务 4",
        "待办任务 1",
        "完成 2",
        "撤回 1",
        "从“聊上了”离开 1",
      ],
    ],
    ["再联系", ["累计到过 1", "没有发出（超过联系次数等） 1", "从“跳过”离开 1"]],
    ["结束", ["累计到过 1", "在这里结束 1"]],
  ])("of %s has as many rows as the number says", async (title, expected) => {
    const page = await openFlow();
    const numbers = await numbersOf(page, title);
    for (const name of expected) expect(numbers).toContain(`${name}，查看名单`);
    for (const name of numbers) {
      await numbersOf(page, title);
      await side(page).getByRole("button", { name, exact: true }).click();
      const count = Number(/ (\d+)，/.exec(name)?.[1]);
      const list = page.getByRole("dialog").or(page.locator(".page"));
      await list.getByRole("row").nth(1).waitFor();
      await eventually(() => list.getByRole("row").count()).toBe(count + 1);
      if (await page.getByRole("dialog").isVisible()) {
        expect(await page.getByRole("dialog").innerText()).toContain(`共 ${count} 次`);
        await page.keyboard.press("Escape");
        await page.getByRole("dialog").waitFor({ state: "detached" });
      } else {
        expect(await page.locator(".page-count").innerText()).toBe(String(count));
        await page.goBack();
      }
    }
  });

  it("says why, and leads to the customer", async () => {
    const page = await openFlow();
    const why = async (title: string, number: RegExp) => {
      await numbersOf(page, title);
      await side(page).getByRole("button", { name: number }).click();
      const text = await page.getByRole("dialog").getByRole("row").nth(1).innerText();
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      return text;
    };
    expect(await why("加好友", /^不符合/)).toContain("已在流程中");
    expect(await why("再联系", /^没有发出/)).toContain("等到期限仍超过联系次数");
    await numbersOf(page, "打招呼");
    await side(page)
      .getByRole("button", { name: /^从“聊上了”离开/ })
      .click();
    await page.getByRole("dialog").getByRole("link", { name: "李姐" }).click();
    await page.getByRole("heading", { name: "李姐" }).waitFor();
  });

  it("of a version has the people who are inside", async () => {
    const page = await openFlow("?tab=versions");
    await page.getByRole("button", { name: "1 位在途客户" }).click();
    await page.getByRole("link", { name: "赵姐" }).waitFor();
    await page.getByRole("button", { name: /^第 1 版/ }).waitFor();
    expect(await page.locator(".page-count").innerText()).toBe("1");
  });
});

/** Chooses a step, by keyboard: a canvas that just came back may still move. Then reads what its numbers are called. */
async function numbersOf(page: Page, title: string): Promise<string[]> {
  const step = card(page, title).getByRole("button", { name: new RegExp(`^${title}，`) });
  await step.focus();
  await step.press("Enter");
  const numbers = side(page).locator(".node-number");
  await side(page).getByRole("heading", { name: title }).or(side(page).getByLabel("节点名称")).first().waitFor();
  await numbers.first().waitFor();
  return numbers.evaluateAll((all) => all.map((one) => one.getAttribute("aria-label") ?? ""));
}

/** Four enter; one of them once more, which is refused. Then one answers, one is silent, one buys, and one is still there. */
async function makeThingsHappen(product: Product): Promise<void> {
  for (const [at, name] of PEOPLE.entries()) await addFriend(product, `c-${at}`, name, "li");
  await addFriend(product, "c-3", "赵姐", "li");
  const count = async (path: string) => (await product.api<{ total: number }>("GET", path)).total;
  const steps = `/v1/flows/${FLOW}/steps`;
  const comesTo = (path: string, expected: number) =>
    vi.waitFor(async () => expect(await count(path)).toBe(expected), { timeout: PATIENCE_MS, interval: 100 });
  await comesTo(`/v1/tasks?flowId=${FLOW}&state=open`, 4);
  await comesTo(`${steps}/added/trace?what=refused`, 1);
  const complete = async (customerId: string, outcome: string) => {
    const { items } = await product.api<{ items: { id: string }[] }>("GET", `/v1/tasks?customerId=${customerId}`);
    await product.api("POST", `/v1/tasks/${items[0]?.id}/complete`, { outcome });
  };
  await complete("c-0", "silent");
  await complete("c-1", "told");
  await postEvent(product, "c-2", "order.paid", { orderId: "o-1", amount: 100, lines: [] });
  await comesTo(`/v1/tasks?flowId=${FLOW}&state=open`, 1);
  await comesTo(`${steps}/done/trace?what=ended`, 1);
}
