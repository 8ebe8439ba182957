import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { addAdvisor, addFriend, openBrand, postEvent } from "./brand.js";
import { browserSuite, type Opened } from "./browser-suite.js";
import { eventually } from "./eventually.js";
import { type Product, startProduct } from "./product.js";
import { publishSmallFlow } from "./small-flow.js";

/** A result can be taken back for so long, ms. */
const UNDO_MS = 5_000;
/** The list asks for news by itself at least so often, ms. */
const REFRESH_MS = 60_000;

interface Task {
  readonly state: string;
  readonly result?: { readonly outcome?: string };
  readonly postponedUntil?: number;
}
interface Happened {
  readonly type: string;
}

await browserSuite("An advisor on the phone", ({ openPhone }) => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct();
    await openBrand(product);
    await publishSmallFlow(product, "greet", "打招呼");
  });
  afterAll(() => product?.close());

  const tasksOf = async (customer: string): Promise<readonly Task[]> =>
    (await product.api<{ items: Task[] }>("GET", `/v1/tasks?customerId=${customer}`)).items;
  const stateOf = async (customer: string) => (await tasksOf(customer))[0]?.state;

  /** An advisor of the test's own with one new friend, whose task is on the phone. */
  const openList = async (id: string, customer: string): Promise<Opened> => {
    await addAdvisor(product, id, `顾问${id}`);
    await addFriend(product, id, customer, id);
    await eventually(() => stateOf(id)).toBe("open");
    const opened = await openPhone(await product.advisorLink(id), { ownClock: true });
    await task(opened.page).waitFor();
    return opened;
  };
  const task = (page: Page) => page.getByRole("article", { name: "打个招呼" });
  const finish = async (page: Page, outcome: string) => {
    await task(page).getByRole("button", { name: "完成" }).click();
    await page.getByRole("radio", { name: outcome }).check();
    await page.getByRole("button", { name: "提交结果" }).click();
    await task(page).waitFor({ state: "detached" });
  };

  it("changes the words, copies them, and they are still changed when the page comes back", async () => {
    const { page, context } = await openList("a1", "张姐");
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await task(page).getByText("张姐好，我是您的专属顾问。").waitFor();
    await task(page).getByRole("button", { name: "改一改" }).click();
    await task(page).getByLabel("话术，复制前可以修改").fill("张姐早，我是小李。");
    await task(page).getByRole("button", { name: "复制话术" }).click();
    await page.getByText("已复制").waitFor();
    expect(await page.evaluate("navigator.clipboard.readText()")).toBe("张姐早，我是小李。");
    await page.reload();
    await page.getByText("刚才复制了话术，发出去了吗？").waitFor();
    await page.getByRole("button", { name: "还没发" }).click();
    await task(page).getByText("张姐早，我是小李。").waitFor();
  });

  it("takes a result back within five seconds, and reports another", async () => {
    const { page } = await openList("a2", "李姐");
    await finish(page, "聊上了");
    await page.getByRole("button", { name: "撤销" }).click();
    await task(page).waitFor();
    await page.clock.fastForward(2 * UNDO_MS);
    expect(await stateOf("a2")).toBe("open");
    await finish(page, "已发，未回");
    await page.clock.fastForward(UNDO_MS);
    await eventually(() => tasksOf("a2")).toMatchObject([{ state: "done", result: { outcome: "silent" } }]);
  });

  it("is not let go without a result, and skips with a reason instead", async () => {
    const { page } = await openList("a3", "赵姐");
    await task(page).getByRole("button", { name: "完成" }).click();
    await page.getByRole("button", { name: "提交结果" }).click();
    await page.getByText("请选择一个结果。").waitFor();
    await page.getByRole("button", { name: "关闭" }).click();
    await task(page).getByRole("button", { name: "跳过" }).click();
    await page.getByRole("radio", { name: "刚聊过" }).check();
    await page.getByRole("button", { name: "跳过这个任务" }).click();
    await page.getByText("任务都做完了").waitFor();
    await page.clock.fastForward(UNDO_MS);
    await eventually(() => stateOf("a3")).toBe("skipped");
  });

  it("postpones a task to later and finds it there", async () => {
    const { page } = await openList("a4", "钱姐");
    await task(page).getByRole("button", { name: "稍后" }).click();
    await page.getByRole("button", { name: "1 小时后" }).click();
    await page.clock.fastForward(UNDO_MS);
    await eventually(async () => (await tasksOf("a4"))[0]?.postponedUntil ?? 0).toBeGreaterThan(Date.now());
    await page.reload();
    await task(page).getByText("已推迟到").waitFor();
  });

  it("without a connection a result is kept, and is counted once though its first answer was lost", async () => {
    const { page, context } = await openList("a5", "孙姐");
    await context.setOffline(true);
    await finish(page, "聊上了");
    await page.clock.fastForward(UNDO_MS);
    await page.getByText("1 项还没提交，连上网络后自动提交。").waitFor();
    expect(await stateOf("a5")).toBe("open");

    // The server takes the first try, whose answer never comes back.
    let tries = 0;
    await page.route(/\/v1\/tasks\/[^/]+\/complete$/, async (route) => {
      tries += 1;
      if (tries > 1) return route.continue();
      await route.fetch();
      return route.abort("connectionreset");
    });
    await context.setOffline(false);
    await eventually(() => tries).toBe(1);
    await eventually(() => stateOf("a5")).toBe("done");
    await page.clock.fastForward(REFRESH_MS);
    await eventually(() => tries).toBe(2);
    await page.getByText("1 项还没提交").waitFor({ state: "detached" });
    const { items } = await product.api<{ items: Happened[] }>("GET", "/v1/customers/a5/timeline");
    expect(items.filter(({ type }) => type === "task.completed")).toHaveLength(1);
  });

  it("without a connection notes, tags and promises are kept through a closed page, and sent in their order", async () => {
    const { page, context } = await openList("a8", "郑姐");
    await page.getByRole("link", { name: "郑姐" }).click();
    await page.getByRole("heading", { name: "最近动态" }).waitFor();
    // The pages come from the server as ever; nothing that is done reaches it.
    await page.route(/\/v1\/(customers\/.*\/|reminders\/)/, (route) =>
      route.request().method() === "GET" ? route.continue() : route.abort("internetdisconnected"),
    );
    await page.getByRole("button", { name: "约好再联系" }).click();
    await page.getByRole("button", { name: "记下约定" }).click();
    await page.getByRole("button", { name: "改约" }).click();
    await page.getByLabel("约的是什么").fill("回电问口味");
    await page.getByRole("radio", { name: "一周后 10:00" }).check();
    await page.getByRole("button", { name: "改到这个时间" }).click();
    await page.getByLabel("添加备注").fill("周末勿扰");
    await page.getByRole("button", { name: "保存", exact: true }).click();
    await page.clock.fastForward(UNDO_MS);
    await page.getByText("3 项还没提交，连上网络后自动提交。").waitFor();

    // Pages that were not open yet are there without a connection, too.
    await context.setOffline(true);
    await page.getByRole("link", { name: /^我/ }).click();
    await page.getByText("备注 · 周末勿扰").waitFor();
    await page.getByRole("link", { name: "话术库" }).click();
    await page.getByRole("button", { name: "+ 新建话术" }).waitFor();
    await context.setOffline(false);
    await page.goBack();
    await page.goBack();
    await page.reload();
    await page.getByText("3 项还没提交，连上网络后自动提交。").waitFor();
    await page.getByRole("article", { name: "回电问口味" }).getByText("待提交").waitFor();
    const sent: string[] = [];
    context.on("request", (request) => {
      if (request.method() === "POST") sent.push(new URL(request.url()).pathname.replace(/[\w-]{30,}/, "ID"));
    });
    await page.unroute(/\/v1\/(customers\/.*\/|reminders\/)/);
    await page.getByRole("button", { name: "重试" }).click();
    await page.getByText("3 项还没提交").waitFor({ state: "detached" });
    const paths = ["/v1/customers/a8/reminders", "/v1/reminders/ID/move", "/v1/customers/a8/notes"];
    await eventually(() => sent).toEqual(expect.arrayContaining(paths));
    expect(sent.filter((path) => paths.includes(path)).slice(-3)).toEqual(paths);
    const promises = await product.api<{ items: { text: string }[] }>("GET", "/v1/reminders?advisorId=a8");
    expect(promises.items.map(({ text }) => text)).toEqual(["回电问口味"]);
    const notes = await product.api<{ items: { text: string }[] }>("GET", "/v1/customers/a8/notes");
    expect(notes.items.map(({ text }) => text)).toEqual(["周末勿扰"]);
  });

  it("a customer who pays is gone from the list by itself, and a result that comes too late is refused in words", async () => {
    const { page } = await openList("a6", "周姐");
    await addAdvisor(product, "a7", "顾问a7");
    const late = await openList("a7", "吴姐");
    const order = (orderId: string) => ({
      orderId,
      amount: 9_900,
      lines: [{ sku: "t-1", quantity: 1, amount: 9_900 }],
    });
    await postEvent(product, "a6", "order.paid", order("o-6"));
    await postEvent(product, "a7", "order.paid", order("o-7"));
    await eventually(() => stateOf("a6")).toBe("withdrawn");
    await page.clock.fastForward(REFRESH_MS);
    await page.getByText("任务都做完了").waitFor();
    await eventually(() => stateOf("a7")).toBe("withdrawn");
    await finish(late.page, "聊上了");
    await late.page.clock.fastForward(UNDO_MS);
    await late.page.getByText("没有提交成功：打个招呼").waitFor();
  });
});
