import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { browserSuite } from "./browser-suite.js";
import { eventually } from "./eventually.js";
import { card, plus, side } from "./flow-editor.js";
import { type Product, startProduct } from "./product.js";
import { createSmallFlow } from "./small-flow.js";

interface Edge {
  readonly source: string;
  readonly sourceHandle: string;
  readonly target: string;
}

await browserSuite("Drawing on the canvas", ({ openDesk }) => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(() => product?.close());

  const openFlow = async (id: string): Promise<Page> => {
    const address = await createSmallFlow(product, id, id);
    const { page } = await openDesk(await product.linkFor("lead"));
    await page.getByRole("link", { name: id }).click();
    await page.waitForURL(address);
    await card(page, "结束").waitFor();
    return page;
  };
  /** The edges that are saved, as `打招呼.told → 结束`. */
  const edgesOf = async (id: string): Promise<string[]> => {
    const { flow } = await product.api<{ flow: { nodes: { id: string; label?: string }[]; edges: Edge[] } }>(
      "GET",
      `/v1/flows/${id}`,
    );
    const label = (nodeId: string) =>
      flow.nodes.find((node) => node.id === nodeId)?.label ?? nodeId.replace(/-\w+$/, "");
    return flow.edges.map((edge) => `${label(edge.source)}.${edge.sourceHandle} → ${label(edge.target)}`).sort();
  };
  const middle = async (locator: Locator) => {
    const { x, y, width, height } = await restingBox(locator);
    return { x: x + width / 2, y: y + height / 2 };
  };
  const drag = async (page: Page, from: { x: number; y: number }, to: { x: number; y: number }) => {
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 5 });
    await page.mouse.move(to.x, to.y, { steps: 5 });
    await page.mouse.up();
  };
  const save = (page: Page) => page.keyboard.press("Control+s");

  it("a step dragged from the palette onto a line stands between the two", async () => {
    const page = await openFlow("drop");
    const item = page.getByRole("complementary", { name: "节点库" }).getByRole("button", { name: "等一段时间" });
    await drag(page, await middle(item), await middle(plus(page, "加好友", "下一步")));
    await card(page, "等一段时间").waitFor();
    await save(page);
    await eventually(() => edgesOf("drop")).toEqual([
      "wait-duration.out → 打招呼",
      "加好友.out → wait-duration",
      "打招呼.told → 结束",
    ]);
  });

  it("a line is drawn from a way out to a step", async () => {
    const page = await openFlow("draw");
    await drag(page, await middle(plus(page, "打招呼", "跳过")), await middle(card(page, "结束")));
    await save(page);
    await eventually(() => edgesOf("draw")).toEqual([
      "加好友.out → 打招呼",
      "打招呼.skipped → 结束",
      "打招呼.told → 结束",
    ]);
  });

  it("the end of a line is dragged to another step, and an undo leads it back", async () => {
    const page = await openFlow("reconnect");
    await plus(page, "打招呼", "跳过").click();
    await page.getByRole("option", { name: "打标签" }).click();
    await side(page).getByRole("heading", { name: "打标签" }).waitFor();
    await page.getByRole("button", { name: "适应画布" }).click();
    await card(page, "打标签").click();
    const end = page.locator('.react-flow__edge[data-id="e2"] .react-flow__edgeupdater-target');
    await drag(page, await middle(end), await middle(card(page, "打标签")));
    await save(page);
    await eventually(() => edgesOf("reconnect")).toContain("打招呼.told → tag");
    expect(await edgesOf("reconnect")).not.toContain("打招呼.told → 结束");
    await page.getByRole("button", { name: "撤销改接连线" }).click();
    await save(page);
    await eventually(() => edgesOf("reconnect")).toContain("打招呼.told → 结束");
  });

  it("a lead builds and publishes a small flow without the mouse", async () => {
    const { page } = await openDesk(await product.linkFor("lead"));
    await page.getByRole("heading", { name: "流程", exact: true }).waitFor();
    const keys = page.keyboard;
    await tabTo(page, page.getByRole("button", { name: "新建流程" }).first());
    await keys.press("Enter");
    await tabTo(page, page.getByRole("dialog").getByLabel("流程名称"));
    await keys.type("只用键盘");
    await keys.press("Enter");

    await tabTo(page, page.getByRole("button", { name: "添加触发节点" }));
    await keys.press("Enter");
    await choose(page, "事件触发");
    await addBehind(page, "事件触发", "下一步", "顾问任务");
    // Into the form and back.
    await tabTo(page, card(page, "顾问任务").getByRole("button", { name: /^顾问任务，/ }));
    await keys.press("Enter");
    await page.locator(":focus").and(side(page).getByLabel("节点名称")).waitFor();
    await keys.type("打招呼");
    await keys.press("Escape");
    await page
      .locator(":focus")
      .and(page.getByRole("button", { name: /^打招呼，/ }))
      .waitFor();
    await addBehind(page, "打招呼", "完成", "退出流程");
    await save(page);
    // A brand without advisors, too, has a default pool: the page finds no more wrong than the server.
    expect(await page.getByRole("tab", { name: "问题" }).innerText()).not.toMatch(/\d/);
    await tabTo(page, page.getByRole("button", { name: "发布", exact: true }));
    await keys.press("Enter");
    await tabTo(page, page.getByRole("dialog").getByRole("button", { name: "发布", exact: true }));
    await keys.press("Enter");
    await page.getByText("已发布第 1 版").waitFor();
  });

  const addBehind = async (page: Page, title: string, port: string, step: string) => {
    await tabTo(page, plus(page, title, port));
    await page.keyboard.press("Enter");
    await choose(page, step);
  };
  const choose = async (page: Page, step: string) => {
    await page.locator(':focus[role="combobox"]').waitFor();
    await page.keyboard.type(step);
    await page.keyboard.press("Enter");
    await card(page, step).waitFor();
  };
});

/** Where something is once it has come to rest: two looks in a row that agree. */
async function restingBox(locator: Locator) {
  let last: Awaited<ReturnType<Locator["boundingBox"]>> = null;
  await eventually(async () => {
    const before = last;
    last = await locator.boundingBox();
    return last !== null && JSON.stringify(last) === JSON.stringify(before);
  }).toBe(true);
  return last ?? { x: 0, y: 0, width: 0, height: 0 };
}

/** More presses of Tab than a page of ours has places to stop at. */
const MANY = 120;

/** Presses Tab until something has the focus. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await wanted.waitFor();
  const focused = wanted.and(page.locator(":focus"));
  for (let i = 0; i < MANY; i++) {
    if ((await focused.count()) > 0) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to ${wanted}`);
}
