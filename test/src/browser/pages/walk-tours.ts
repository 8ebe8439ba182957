import type { BrowserContextOptions, Page } from "playwright-core";
import type { Product } from "../product.js";
import type { PageState, PageTour, Stock, Visitor } from "./page-tour.js";
import type { StockedProduct } from "./stocked-product.js";
import { type Words, wordsIn } from "./words.js";

/** A size of screen. */
export interface Screen {
  readonly name: string;
  readonly width: number;
  readonly height: number;
}
export const DESKTOP: Screen = { name: "1440x900", width: 1440, height: 900 };
export const PHONE: Screen = { name: "390x844", width: 390, height: 844 };

/** Called for every state on every screen; `name` is the picture's file name. */
export type Look = (page: Page, name: string, state: PageState) => Promise<void>;

export const tourTitle = ({ states }: PageTour): string => states.map(({ name }) => name).join(", ");

/**
 * What a visitor's browser is like. Nothing moves, so that a page never is between two states. All but the newcomer have
 * been offered the guided tour before.
 */
export const browserIn = (locale: Words["locale"], { product: { url } }: StockedProduct): BrowserContextOptions => ({
  locale: locale === "zh" ? "zh-CN" : "en-US",
  timezoneId: "Asia/Shanghai",
  reducedMotion: "reduce",
  storageState: {
    cookies: [],
    origins: [
      {
        origin: url,
        localStorage: ["administrator", "viewer"].map((user) => ({
          name: `sopflow.tour.${user}`,
          value: JSON.stringify({ status: "left", step: "flow" }),
        })),
      },
    ],
  },
});

/** The address of a tour's page; opening it signs the visitor in. */
export async function addressOf(stocked: StockedProduct, { visitor, path, brand, at }: PageTour): Promise<string> {
  const { stock } = stocked;
  const product = brand === "empty" ? stocked.empty : stocked.product;
  const address = new URL(path(stock), at === "simulator" ? stocked.simulatorUrl : product.url);
  if (visitor === "nobody") return address.href;
  const link = await linkOf(product, stock, visitor);
  address.searchParams.set("link", new URL(link).searchParams.get("link") ?? "");
  return address.href;
}

function linkOf(product: Product, { advisorId }: Stock, visitor: Exclude<Visitor, "nobody">): Promise<string> {
  if (visitor === "advisor") return product.advisorLink(advisorId);
  return visitor === "newcomer" ? product.linkFor("administrator", "newcomer") : product.linkFor(visitor);
}

/** Walks through one tour, in a page that was just opened at its address, looking at each state on each screen. */
export async function walk(
  page: Page,
  tour: PageTour,
  {
    stock,
    locale,
    screens,
  }: { readonly stock: Stock; readonly locale: Words["locale"]; readonly screens: readonly [Screen, ...Screen[]] },
  look: Look,
): Promise<void> {
  const words = wordsIn(locale);
  await tour.ready(page, words);
  for (const state of tour.states) {
    await state.reach?.(page, words, stock);
    for (const screen of screens) {
      await page.setViewportSize(screen);
      await settled(page);
      await look(page, `${state.name}.${locale}.${screen.name}`, state);
    }
    await page.setViewportSize(screens[0]);
  }
}

/** Nothing loads any more, and two frames were drawn. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector(".skeleton, [aria-busy=true]") === null);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}
