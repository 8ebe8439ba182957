import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContextOptions, CDPSession, Page } from "playwright-core";
import { launchBrowser } from "../browser/launch-browser.js";
import { startProduct } from "../browser/product.js";
import { wideFlow } from "./wide-flow.js";

const STEPS = 300;
const OPENINGS = 5;
const EVENTS = 40;
const KEYS = "asktheneedthenwaitforitandask";
/** The editor checks a flow after a pause of 250 ms and saves it; measured apart, so every row waits for it to be over. */
const QUIET_MS = 600;

interface EditorRow {
  readonly measure: string;
  readonly p50: number;
  readonly worst: number;
  readonly asked: string;
}

const row = (measure: string, values: readonly number[], asked = "–"): EditorRow => {
  const sorted = [...values].sort((a, b) => a - b);
  return { measure, p50: sorted[Math.floor(sorted.length / 2)] ?? 0, worst: sorted.at(-1) ?? 0, asked };
};

/**
 * The flow editor with 300 steps: production build, real server, Chromium. Script time is Chromium's own count
 * (`ScriptDuration`, of the processor's time) from the input to the frame that shows its effect.
 */
export async function benchEditor(): Promise<EditorRow[]> {
  const product = await startProduct();
  const browser = await launchBrowser();
  try {
    const flow = wideFlow(STEPS);
    await product.api("POST", "/v1/flows", { flow });
    const session = await signIn(browser, await product.linkFor("administrator"));
    const address = `${product.url}/flows/${flow.id}`;
    const openings: Opening[] = [];
    for (let i = 0; i < OPENINGS; i++) openings.push(await openOnce(browser, session, address));
    const rows = [
      row(
        "ready, ms: all 300 steps in place, empty cache",
        openings.map(({ readyMs }) => readyMs),
        "≤ 1500",
      ),
      row(
        "layout in its worker, ms",
        openings.map(({ layoutMs }) => layoutMs),
        "≤ 400",
      ),
      ...(await measureWork(browser, session, address)),
    ];
    const layout = fileURLToPath(new URL("../../../editor/bench/run.mjs", import.meta.url));
    spawnSync(process.execPath, [layout], { stdio: "inherit" });
    return rows;
  } finally {
    await browser.close();
    await product.close();
  }
}

type Session = NonNullable<BrowserContextOptions["storageState"]>;

async function signIn(browser: Browser, link: string): Promise<Session> {
  const context = await browser.newContext({ locale: "zh-CN" });
  const page = await context.newPage();
  await page.goto(link);
  await page.getByRole("heading", { level: 1 }).waitFor();
  const session = await context.storageState();
  await context.close();
  return session;
}

interface Opening {
  readonly readyMs: number;
  readonly layoutMs: number;
}

async function openPage(browser: Browser, session: Session, address: string): Promise<Page> {
  const context = await browser.newContext({
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    viewport: { width: 1440, height: 900 },
    storageState: session,
  });
  const page = await context.newPage();
  await page.addInitScript(watchOpening, STEPS);
  await page.goto(address);
  await page.waitForFunction(() => "readyMs" in window && "layoutMs" in window, undefined, { timeout: 60_000 });
  return page;
}

async function openOnce(browser: Browser, session: Session, address: string): Promise<Opening> {
  const page = await openPage(browser, session, address);
  const opening = await page.evaluate(() => {
    const { readyMs, layoutMs } = window as unknown as Opening; // set by watchOpening
    return { readyMs, layoutMs };
  });
  await page.context().close();
  return opening;
}

/** Runs in the page before its own scripts: notes when every step is drawn, and how long the first layout took. */
function watchOpening(steps: number): void {
  const look = () => {
    const cards = [...document.querySelectorAll<HTMLElement>(".react-flow__node")];
    const isReady = cards.length >= steps && cards.every((card) => card.style.visibility !== "hidden");
    if (isReady) requestAnimationFrame(() => Object.assign(window, { readyMs: performance.now() }));
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  const NativeWorker = window.Worker;
  window.Worker = class extends NativeWorker {
    override postMessage(message: unknown): void {
      const sent = performance.now();
      this.addEventListener(
        "message",
        () => {
          if (!("layoutMs" in window)) Object.assign(window, { layoutMs: performance.now() - sent });
        },
        { once: true },
      );
      super.postMessage(message);
    }
  };
}

async function measureWork(browser: Browser, session: Session, address: string): Promise<EditorRow[]> {
  const page = await openPage(browser, session, address);
  const devtools = await page.context().newCDPSession(page);
  // Time on the processor: waiting for a core that others use is not counted.
  await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
  const measure = (act: () => Promise<unknown>) => scriptMs(page, devtools, act);
  await settle(page);

  const pan = await dragAcross(page, measure, { x: 720, y: 700 });
  const stepButton = await page.locator('[data-step="wait.duration"]').boundingBox();
  if (!stepButton) throw new Error("the palette has no step to drag");
  const middle = { x: stepButton.x + stepButton.width / 2, y: stepButton.y + stepButton.height / 2 };
  const drag = await dragAcross(page, measure, middle, true);

  const first = page.locator('button[data-node="n1"]');
  await first.focus();
  await first.press("Enter");
  const title = page.getByLabel("节点名称", { exact: true });
  await title.waitFor();
  await title.fill("");
  await settle(page);
  const typing: number[] = [];
  for (const key of KEYS) typing.push(await measure(() => title.press(key)));
  const check = await measure(() => settle(page));
  await first.focus();
  const undoTitle: number[] = [];
  const undoDelete: number[] = [];
  const afterUndo: number[] = [];
  for (let i = 0; i < 8; i++) {
    undoTitle.push(await measure(() => page.keyboard.press(i % 2 === 0 ? "Control+z" : "Control+Shift+z")));
    await settle(page);
  }
  for (let i = 0; i < 8; i++) {
    await page.locator(`button[data-node="n${20 + i}"]`).focus();
    await page.keyboard.press("Enter");
    await page.locator(`button[data-node="n${20 + i}"]`).focus();
    await page.keyboard.press("Delete");
    await settle(page);
    undoDelete.push(await measure(() => page.keyboard.press("Control+z")));
    afterUndo.push(await measure(() => settle(page)));
  }
  await page.context().close();
  return [
    row("script ms per event: a step dragged over the canvas", drag, "≤ 14"),
    row("script ms per event: the canvas panned", pan, "≤ 14"),
    row("script ms per key typed in a step's title", typing, "≤ 50"),
    row("script ms: check, layout and save after a pause in typing", [check]),
    row("script ms: undo or redo of a title", undoTitle, "≤ 50"),
    row("script ms: undo of a deleted step", undoDelete, "≤ 50"),
    row("script ms after that: all steps moved to their new places, check, save", afterUndo),
  ];
}

/** Moves from a place over the canvas in small steps with the button down; the time of each move. Gives the drag up. */
async function dragAcross(
  page: Page,
  measure: (act: () => Promise<unknown>) => Promise<number>,
  from: { readonly x: number; readonly y: number },
  isStep = false,
): Promise<number[]> {
  const times: number[] = [];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (let i = 1; i <= EVENTS; i++) {
    const at = isStep ? { x: 400 + i * 12, y: 300 + (i % 7) * 40 } : { x: from.x - i * 4, y: from.y - i * 6 };
    times.push(await measure(() => page.mouse.move(at.x, at.y)));
  }
  if (isStep) await page.keyboard.press("Escape");
  await page.mouse.up();
  await settle(page);
  return times.slice(1); // the first begins the drag
}

/** Milliseconds of script on the page's main thread from before `act` to the frame after it. */
async function scriptMs(page: Page, devtools: CDPSession, act: () => Promise<unknown>): Promise<number> {
  const before = await readScriptSeconds(devtools);
  await act();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
  return ((await readScriptSeconds(devtools)) - before) * 1_000;
}

async function readScriptSeconds(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send("Performance.getMetrics");
  const found = metrics.find(({ name }) => name === "ScriptDuration");
  if (!found) throw new Error("this Chromium does not count script time");
  return found.value;
}

const settle = (page: Page): Promise<void> => page.waitForTimeout(QUIET_MS);
