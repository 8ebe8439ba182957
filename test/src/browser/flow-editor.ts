import type { Locator, Page } from "playwright-core";

/** A step on the canvas, by its title. */
export const card = (page: Page, title: string): Locator =>
  page.locator(".react-flow__node").filter({ has: page.getByRole("button", { name: new RegExp(`^${title}，`) }) });

/** The "+" of a way out of a step. */
export const plus = (page: Page, title: string, port: string): Locator =>
  page.getByRole("button", { name: `在「${title}」的「${port}」后添加`, exact: true });

/** The column with the form of the chosen step. */
export const side = (page: Page): Locator => page.getByRole("complementary", { name: "详情" });

/** A field of the form by its label. */
export const field = (page: Page, label: string): Locator => side(page).getByLabel(label, { exact: true });

/** One entry of a list in the form, by what it is called. */
export const entry = (page: Page, name: string): Locator =>
  side(page)
    .locator(".list-item")
    .filter({ has: page.locator("summary", { hasText: name }) })
    .last();

/** Makes an empty flow from the list of flows and comes to its canvas. */
export async function createFlow(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "新建流程" }).first().click();
  await page.getByRole("radio", { name: /空白流程/ }).check();
  await page.getByRole("dialog").getByLabel("流程名称").fill(name);
  await page.getByRole("button", { name: "创建并打开" }).click();
  await page.getByText("从一个触发开始").waitFor();
}

/** Picks from the list that a "+" or a button opened. */
export async function pick(page: Page, label: string): Promise<void> {
  await page.getByRole("option", { name: label }).first().click();
}

/** Puts a step behind a way out, and calls it something. */
export async function addStep(page: Page, from: string, port: string, step: string, title?: string): Promise<void> {
  await press(page, plus(page, from, port));
  await pick(page, step);
  await side(page).getByRole("heading", { name: step }).waitFor();
  if (title !== undefined) await name(page, title);
}

/** Calls the chosen step something. */
export async function name(page: Page, title: string): Promise<void> {
  await field(page, "节点名称").fill(title);
  await card(page, title).waitFor();
}

/** Leads a way out to a step that is there. */
export async function linkTo(page: Page, from: string, port: string, to: string): Promise<void> {
  await press(page, plus(page, from, port));
  await page.getByRole("group", { name: "连到已有节点" }).getByRole("option", { name: to }).click();
}

/** Room at the canvas's lower edge that its tools and its minimap take, px. */
const TOOLS_PX = 150;
/** How long a canvas that moves may take to come to rest, ms. */
const REST_MS = 1_500;

/** Presses something on the canvas; when it is out of sight, after a press on "fit". */
export async function press(page: Page, wanted: Locator): Promise<void> {
  const isPressed = (await isSeen(page, wanted)) && (await wanted.click({ timeout: REST_MS }).then(yes, no));
  if (isPressed) return;
  await page.getByRole("button", { name: "适应画布" }).click();
  await wanted.click();
}
const yes = () => true;
const no = () => false;

async function isSeen(page: Page, wanted: Locator): Promise<boolean> {
  await wanted.waitFor({ state: "attached" });
  const area = await page.getByRole("region", { name: "画布", exact: true }).boundingBox();
  const box = await wanted.boundingBox();
  if (!box || !area) return false;
  const isInWidth = box.x > area.x && box.x + box.width < area.x + area.width;
  return isInWidth && box.y > area.y && box.y + box.height < area.y + area.height - TOOLS_PX;
}

/** Presses where the canvas is free, so that no step is chosen any more. */
export async function pressFreeCanvas(page: Page): Promise<void> {
  const pane = page.locator(".react-flow__pane");
  const position = await pane.evaluate((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    for (let down = 8; down < height; down += 24) {
      for (let right = 8; right < width; right += 24) {
        if (document.elementFromPoint(x + right, y + down) === element) return { x: right, y: down };
      }
    }
    return undefined;
  });
  if (!position) throw new Error("the canvas is full");
  await pane.click({ position });
}

/** Waits until everything is saved. */
export const saved = (page: Page): Promise<void> => page.getByRole("status").filter({ hasText: "已保存" }).waitFor();

/** Saves by hand instead of waiting for the pause after the last edit, and waits until it is done. */
export async function save(page: Page): Promise<void> {
  await page.keyboard.press("Control+s");
  await saved(page);
}

/** Publishes and waits for the word that it is done. */
export async function publish(page: Page, version = 1): Promise<void> {
  await page.getByRole("button", { name: "发布", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "发布", exact: true }).click();
  await page.getByText(`已发布第 ${version} 版`).waitFor();
}
