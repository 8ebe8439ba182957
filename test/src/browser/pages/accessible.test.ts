import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browserSuite } from "../browser-suite.js";
import { type Product, startProduct } from "../product.js";
import { ALL_TOURS } from "./all-tours.js";
import { findOverflow } from "./find-overflow.js";
import { findViolations } from "./find-violations.js";
import type { Stock } from "./page-tour.js";
import { STOCKING_MS, stockProduct } from "./stock-product.js";
import { addressOf, browserIn, DESKTOP, PHONE, tourTitle, walk } from "./walk-tours.js";

/** How long one tour may take on a busy machine. */
const TOUR_MS = 180_000;

await browserSuite("Every page, at a desk and on a phone, has no accessibility problem", ({ openDesk }) => {
  let product: Product;
  let stock: Stock;
  beforeAll(async () => {
    product = await startProduct({ demo: true });
    stock = await stockProduct(product);
  }, STOCKING_MS);
  afterAll(() => product?.close());

  describe.each(["zh", "en"] as const)("in %s", (locale) => {
    it.each(ALL_TOURS.map((tour) => [tourTitle(tour), tour] as const))(
      "%s",
      async (_, tour) => {
        const { page } = await openDesk(await addressOf(product, stock, tour), browserIn(locale, product));
        const found: string[] = [];
        await walk(page, tour, { stock, locale, screens: [DESKTOP, PHONE] }, async (shown, name, { part }) => {
          const lines = [...(await findViolations(shown, part)), ...(await findOverflow(shown))];
          found.push(...lines.map((line) => `${name}: ${line}`));
        });
        expect(found).toEqual([]);
      },
      TOUR_MS,
    );
  });
});
