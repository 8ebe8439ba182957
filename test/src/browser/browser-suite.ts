import { existsSync, mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, describe, expect, vi } from "vitest";
import { isBuilt } from "../cli/spawn-sopflow.js";
import { skipSuite } from "../skips.js";
import { PATIENCE_MS } from "./eventually.js";
import { launchBrowser } from "./launch-browser.js";

const CONSOLE = new URL("../../../editor/dist/index.html", import.meta.url);
const isConsoleBuilt = existsSync(CONSOLE);

const DESKTOP = { viewport: { width: 1440, height: 900 } } as const;
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true } as const;
/** A test is several people at several pages, one step after the other, on a machine that may be busy, ms. */
const TEST_TIMEOUT_MS = 120_000;
/** Starting a product may mean making up a demo brand, ms. */
const HOOK_TIMEOUT_MS = 60_000;

/** One person at one device. Everything is closed when its test ends. */
export interface Opened {
  readonly context: BrowserContext;
  readonly page: Page;
}

export interface OpenOptions extends BrowserContextOptions {
  /** The page's clock can be put forward with `page.clock`, instead of waiting for what it does later. */
  readonly ownClock?: boolean;
}

export interface Kit {
  /** Opens an address (usually a sign-in link) as somebody at a desk: Chinese, 1440×900. */
  openDesk(address: string, options?: OpenOptions): Promise<Opened>;
  /** The same on a phone: Chinese, 390×844, touch. */
  openPhone(address: string, options?: OpenOptions): Promise<Opened>;
}

/**
 * A suite with a real browser, or its skipping by name where there is none. Call it at the top level of a test file and
 * await it. After each test: what the pages broke (uncaught errors, refusals of the content policy) fails it, screenshots
 * of a failed one are kept, every page is closed.
 */
export async function browserSuite(name: string, body: (kit: Kit) => void): Promise<void> {
  if (!isBuilt || !isConsoleBuilt) {
    skipSuite(name, "api/dist or editor/dist is not there: run `npm run build` first");
    return;
  }
  let browser: Browser;
  try {
    browser = await launchBrowser();
  } catch (error) {
    const [reason = "no browser"] = (error instanceof Error ? error.message : String(error)).split("\n");
    skipSuite(name, reason);
    return;
  }
  vi.setConfig({ testTimeout: TEST_TIMEOUT_MS, hookTimeout: HOOK_TIMEOUT_MS });
  describe(name, () => {
    const opened: Opened[] = [];
    const faults: string[] = [];
    const open = async (address: string, { ownClock = false, ...options }: OpenOptions): Promise<Opened> => {
      const context = await browser.newContext({ locale: "zh-CN", timezoneId: "Asia/Shanghai", ...options });
      context.setDefaultTimeout(PATIENCE_MS);
      watch(context, faults);
      if (ownClock) await context.clock.install();
      const page = await context.newPage();
      opened.push({ context, page });
      await page.goto(address);
      return { context, page };
    };
    afterEach(async ({ task }) => {
      const found = faults.splice(0);
      const isFailed = task.result?.state === "fail" || found.length > 0;
      const pictures = isFailed ? await takePictures(opened, task.name) : "";
      await Promise.all(opened.splice(0).map(({ context }) => context.close()));
      const first = task.result?.errors?.[0];
      if (first) first.message += pictures;
      expect(found, `the page broke${pictures}`).toEqual([]);
    });
    afterAll(() => browser.close());
    body({
      openDesk: (address, options) => open(address, { ...DESKTOP, ...options }),
      openPhone: (address, options) => open(address, { ...PHONE, ...options }),
    });
  });
}

/** Failed requests are left to the pages, which have to say so; an uncaught error and a refused style are ours. */
function watch(context: BrowserContext, faults: string[]): void {
  context.on("weberror", (error) => faults.push(String(error.error().stack ?? error.error())));
  context.on("console", (message) => {
    if (message.type() === "error" && /Content Security Policy/i.test(message.text())) faults.push(message.text());
  });
}

async function takePictures(opened: readonly Opened[], title: string): Promise<string> {
  const root = join(tmpdir(), "sopflow-browser-failures");
  mkdirSync(root, { recursive: true });
  const folder = mkdtempSync(join(root, `${title.replace(/\W+/g, "-").slice(0, 60)}-`));
  const pages = opened.flatMap(({ context }) => context.pages());
  const files = await Promise.all(
    pages.map(async (page, at) => {
      const path = join(folder, `${at + 1}.png`);
      return page.screenshot({ path, timeout: 5_000 }).then(
        () => `\n  ${page.url()} looked so: ${path}`,
        () => `\n  ${page.url()}: no screenshot`,
      );
    }),
  );
  return files.join("");
}
