import type { BrandSettings } from "@sopflow/schemas";
import { afterAll, beforeAll, expect, it } from "vitest";
import { browserSuite } from "./browser-suite.js";
import { eventually } from "./eventually.js";
import { type Product, startProduct } from "./product.js";

const FLOW = "care";
const position = { x: 0, y: 0 };

const careFlow = (wait: string, label: string) => ({
  schema: "sopflow/flow@1",
  id: FLOW,
  name: "售后关怀",
  nodes: [
    { id: "added", type: "trigger.event", position, data: { event: "friend.added" }, label: "加好友" },
    { id: wait, type: "wait.duration", position: { x: 0, y: 160 }, data: { duration: "P5D" }, label },
    {
      id: "ask",
      type: "task",
      position: { x: 0, y: 320 },
      data: { title: "问问用得怎么样", script: "您好，用得还习惯吗？", wait: false, dueIn: "P1D", expireIn: "P3D" },
      label: "回访",
    },
  ],
  edges: [
    { id: "e1", source: "added", sourceHandle: "out", target: wait },
    { id: "e2", source: wait, sourceHandle: "out", target: "ask" },
  ],
});

interface People {
  readonly items: readonly { readonly version: number; readonly nodeId: string; readonly customerId: string }[];
}

await browserSuite("People already inside", ({ openDesk, openPhone }) => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct();
    const { api } = product;
    // Tasks go out at whatever hour the test is run.
    const settings = await api<BrandSettings>("GET", "/v1/settings");
    const window = { start: "00:00", end: "00:00", days: [1, 2, 3, 4, 5, 6, 7] };
    await api("PUT", "/v1/settings", { ...settings, contactPolicy: { ...settings.contactPolicy, window } });
    await api("POST", "/v1/flows", { flow: careFlow("wait", "等五天") });
    await api("POST", `/v1/flows/${FLOW}/publish`, {});
    for (const [id, name] of [
      ["c1", "王芳"],
      ["c2", "李静"],
      ["c3", "赵敏"],
    ]) {
      const at = new Date().toISOString();
      await api("POST", "/v1/events", { id, source: "test", type: "friend.added", customer: id, at, props: { name } });
    }
    await api("PUT", `/v1/flows/${FLOW}`, { flow: careFlow("rest", "先歇一歇"), revision: 1 });
  });
  afterAll(() => product?.close());

  const people = async () =>
    (await product.api<People>("GET", `/v1/flows/${FLOW}/enrollments?state=active`)).items.map(
      ({ customerId, version, nodeId }) => `${customerId} ${nodeId}@${version}`,
    );

  it("are shown before a publish, moved as the lead chose, and seen at their new place", async () => {
    await eventually(people).toHaveLength(3);
    const { page } = await openDesk(await product.linkFor("lead"));
    await page.getByRole("link", { name: "售后关怀" }).click();
    await page.getByRole("button", { name: "发布", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("3 位客户正在流程里").waitFor();
    const choice = dialog.getByRole("combobox", { name: "「等五天」的客户怎么走" });
    expect(await choice.inputValue()).toBe("stay");
    await dialog.getByText("预计派出 3 个任务").waitFor();
    await choice.selectOption({ label: "退出流程" });
    await dialog.getByText("预计派出 0 个任务（不发布是 3 个）").waitFor();
    await choice.selectOption({ label: "先歇一歇" });
    await dialog.getByText("预计派出 3 个任务").waitFor();
    await dialog.getByRole("button", { name: "发布", exact: true }).click();
    await dialog.getByText("已调整 3 位在途客户").waitFor();
    await dialog.getByRole("button", { name: "完成" }).click();
    await eventually(people).toEqual(["c1 rest@2", "c2 rest@2", "c3 rest@2"]);
    await page.goto(`${product.url}/flows/${FLOW}/people`);
    await page.getByRole("row", { name: /王芳.*先歇一歇/ }).waitFor();
  });

  it("are moved and taken out one by one, with a reason that stays on record", async () => {
    const { page } = await openDesk(await product.linkFor("lead"));
    await page.getByRole("heading", { name: "流程", exact: true }).waitFor();
    await page.goto(`${product.url}/flows/${FLOW}/people`);
    await page.getByRole("button", { name: "调整王芳在流程里的位置" }).click();
    await page.getByRole("menuitem", { name: "移到其他步骤" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "移到其他步骤" }).click();
    await dialog.getByText("请写原因。").waitFor();
    await dialog.getByRole("combobox", { name: "移到" }).selectOption({ label: "回访" });
    await dialog.getByRole("textbox", { name: "原因" }).fill("客户今天就问了");
    await dialog.getByRole("button", { name: "移到其他步骤" }).click();
    await page.getByText("已移动王芳").waitFor();
    await eventually(people).toEqual(["c2 rest@2", "c3 rest@2"]);

    await page.goto(`${product.url}/customers/c2`);
    await page.getByRole("button", { name: "调整李静在流程里的位置" }).click();
    await page.getByRole("menuitem", { name: "移出流程" }).click();
    await dialog.getByRole("textbox", { name: "原因" }).fill("已经退货");
    await dialog.getByRole("button", { name: "移出流程" }).click();
    await page.getByText("已把李静移出流程").waitFor();
    await eventually(people).toEqual(["c3 rest@2"]);
    await page.reload();
    await page.getByText("被移出流程").first().waitFor();
  });

  it("go on after a pause as the lead says, and leave an archived flow when asked to, from a phone too", async () => {
    const { page } = await openPhone(await product.linkFor("lead"));
    const menu = async (item: string) => {
      await page
        .getByRole("button", { name: /售后关怀/ })
        .last()
        .click();
      await page.getByRole("menuitem", { name: item }).click();
    };
    const dialog = page.getByRole("dialog");
    await menu("暂停");
    await dialog.getByRole("button", { name: "暂停" }).click();
    await dialog.waitFor({ state: "detached" });
    await menu("恢复运行");
    await dialog.getByRole("radio", { name: /分散补做/ }).check();
    await dialog.getByRole("spinbutton", { name: "分散在几小时内" }).fill("6");
    await dialog.getByRole("button", { name: "恢复运行" }).click();
    await dialog.waitFor({ state: "detached" });
    await menu("归档");
    await dialog.getByRole("radio", { name: /全部退出/ }).check();
    await dialog.getByRole("button", { name: "归档" }).click();
    await dialog.waitFor({ state: "detached" });
    await eventually(people).toEqual([]);
  });
});
