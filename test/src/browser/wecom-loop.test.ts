import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openBrand } from "./brand.js";
import { browserSuite } from "./browser-suite.js";
import { eventually } from "./eventually.js";
import { type Product, startProduct } from "./product.js";
import { connectSimulatedWecom, MEMBER, type SimulatedWecom } from "./simulated-wecom.js";
import { WECOM_FLOW } from "./wecom-flow.js";

interface Task {
  readonly title: string;
  readonly state: string;
  readonly result?: { readonly outcome?: string; readonly evidence?: string };
}
interface Customer {
  readonly id: string;
  readonly name?: string;
}

await browserSuite("The whole loop through WeCom", ({ openDesk }) => {
  let product: Product;
  let wecom: SimulatedWecom;
  beforeAll(async () => {
    product = await startProduct();
    await openBrand(product);
    wecom = await connectSimulatedWecom(product);
    const code = { channel: "package-card", remark: "包裹里的卡", advisorIds: [MEMBER.id] };
    await product.api("POST", "/v1/wecom/contact-ways", code);
    await product.api("POST", "/v1/flows", { flow: WECOM_FLOW });
    await product.api("POST", `/v1/flows/${WECOM_FLOW.id}/publish`, {});
  });
  afterAll(async () => {
    await wecom?.close();
    await product?.close();
  });

  const customerOf = async (name: string): Promise<string> => {
    const { items } = await product.api<{ items: Customer[] }>("GET", "/v1/customers?limit=100");
    return items.find((customer) => customer.name === name)?.id ?? "";
  };
  const tasksOf = async (name: string): Promise<Record<string, string>> => {
    const { items } = await product.api<{ items: Task[] }>("GET", `/v1/tasks?customerId=${await customerOf(name)}`);
    return Object.fromEntries(
      items.map(({ title, state, result }) => [title, result?.evidence ? `${state} by ${result.evidence}` : state]),
    );
  };
  const storyOf = async (name: string): Promise<string[]> => {
    const path = `/v1/customers/${await customerOf(name)}/timeline`;
    const { items } = await product.api<{ items: { type: string }[] }>("GET", path);
    return items.map(({ type }) => type);
  };
  const scan = async (page: Page, name: string) => {
    await customerPhone(page).getByLabel("新客户的名字").fill(name);
    await customerPhone(page)
      .getByRole("button", { name: /包裹里的卡/ })
      .click();
  };

  it("leads from the package card to the order, everybody at their own phone", async () => {
    const { page } = await openDesk(wecom.url);
    const [customer, advisor] = [customerPhone(page), advisorPhone(page)];
    await scan(page, "李娜");
    // WeCom takes a welcome for 20 seconds; the page waits for less.
    await customer.getByText("您好，我是林晓雯，谢谢您扫卡").waitFor();
    await customer.getByText("欢迎语").waitFor();
    await eventually(() => storyOf("李娜")).toEqual(expect.arrayContaining(["friend.added", "welcome.sent"]));
    await eventually(() => tasksOf("李娜")).toEqual({ 破冰: "open" });

    await advisor.getByRole("tab", { name: /应用消息/ }).click();
    await advisor.getByRole("heading", { name: "破冰" }).waitFor();
    await advisor.getByRole("tab", { name: /消息/ }).first().click();
    await advisor.getByRole("button", { name: "侧边栏" }).click();
    const sideBar = page.frameLocator("iframe");
    await sideBar.getByRole("article", { name: "破冰" }).getByRole("button", { name: "一键发送" }).click();
    await customer.getByText("包裹收到了吗？").waitFor();
    await customer.getByLabel("说点什么").fill("收到了，直播几点？");
    await customer.getByRole("button", { name: "发送", exact: true }).click();
    await advisor.getByRole("button", { name: "侧边栏" }).click();
    await advisor.getByText("收到了，直播几点？").waitFor();

    await advisor.getByRole("tab", { name: /应用消息/ }).click();
    await advisor.getByLabel("结果").selectOption({ label: "想听直播" });
    await advisor.getByRole("button", { name: "已完成" }).click();
    await eventually(() => tasksOf("李娜")).toEqual({ 破冰: "done by button", 邀请看直播: "open" });

    await advisor.getByRole("tab", { name: /群发助手/ }).click();
    await advisor.getByRole("button", { name: "发送给全部" }).click();
    await customer.getByText("今晚八点直播间见").waitFor();
    await eventually(() => tasksOf("李娜")).toMatchObject({
      邀请看直播: "done by group_send_result",
      问问看得怎样: "open",
    });

    await advisor.getByRole("tab", { name: /应用消息/ }).click();
    await advisor.getByRole("heading", { name: "问问看得怎样" }).waitFor();
    await page.getByRole("button", { name: /^下单/ }).click();
    await eventually(() => tasksOf("李娜")).toMatchObject({ 问问看得怎样: "withdrawn" });
    await advisor.getByRole("button", { name: "已撤回" }).waitFor();
    expect(await storyOf("李娜")).toContain("order.paid");
  });

  it("with callbacks repeated and the token expired early, nothing is lost and nothing comes twice", async () => {
    await wecom.control("faults", { callbacks: { repeat: 1 } });
    await wecom.control("tokens/revoke", {});
    const { page } = await openDesk(wecom.url);
    await scan(page, "王芳");
    await customerPhone(page).getByText("谢谢您扫卡").waitFor();
    await eventually(() => tasksOf("王芳")).toEqual({ 破冰: "open" });
    await wecom.control("tokens/revoke", {});
    await advisorPhone(page)
      .getByRole("tab", { name: /应用消息/ })
      .click();
    // Cards of before are grey.
    await advisorPhone(page).locator('select[aria-label="结果"]:enabled').first().selectOption({ label: "没有回" });
    await advisorPhone(page).locator("button:enabled", { hasText: "已完成" }).first().click();
    await eventually(() => tasksOf("王芳")).toEqual({ 破冰: "done by button" });
    await eventually(async () => (await wecom.journal()).callbacks.filter(isUnder).length).toBe(0);
    expect((await storyOf("王芳")).filter((type) => type === "friend.added" || type === "task.completed")).toHaveLength(
      2,
    );
    expect(await customerPhone(page).getByText("谢谢您扫卡").count()).toBe(1);
  });
});

const customerPhone = (page: Page) => page.getByRole("region", { name: "客户的微信" });
const advisorPhone = (page: Page) => page.getByRole("region", { name: "顾问的企业微信" });
const isUnder = ({ state }: { readonly state: string }) => state === "waiting" || state === "sending";
