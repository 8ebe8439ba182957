import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browserSuite } from "../browser-suite.js";
import { type Product, startProduct } from "../product.js";
import { ALL_TOURS } from "./all-tours.js";
import type { Stock } from "./page-tour.js";
import { STOCKING_MS, stockProduct } from "./stock-product.js";
import { addressOf, browserIn, DESKTOP, PHONE, tourTitle, walk } from "./walk-tours.js";

const folder = process.env.SOPFLOW_PICTURES;

/** Not a test: `npm run screenshots` runs it, with the folder in SOPFLOW_PICTURES. */
await browserSuite("Pictures of every page", ({ openDesk, openPhone }) => {
  let product: Product;
  let stock: Stock;
  beforeAll(async () => {
    product = await startProduct({ demo: true });
    stock = await stockProduct(product);
  }, STOCKING_MS);
  afterAll(() => product?.close());

  describe.each([DESKTOP, PHONE])("$name", (screen) => {
    describe.each(["zh", "en"] as const)("%s", (locale) => {
      it.each(ALL_TOURS.map((tour) => [tourTitle(tour), tour] as const))("%s", async (_, tour) => {
        if (folder === undefined) expect.fail("run `npm run screenshots -- FOLDER`");
        mkdirSync(folder, { recursive: true });
        const open = screen === PHONE ? openPhone : openDesk;
        const { page } = await open(await addressOf(product, stock, tour), browserIn(locale, product));
        await walk(page, tour, { stock, locale, screens: [screen] }, async (shown, name) => {
          await shown.screenshot({ path: join(folder, `${name}.png`) });
        });
      });
    });
  });
});
