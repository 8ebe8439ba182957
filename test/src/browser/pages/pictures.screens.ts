import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { browserSuite } from "../browser-suite.js";
import { type Product, startProduct } from "../product.js";
import { ALL_TOURS } from "./all-tours.js";
import type { Stock } from "./page-tour.js";
import { STOCKING_MS, stockProduct } from "./stock-product.js";
import { addressOf, browserIn, DESKTOP, PHONE, tourTitle, walk } from "./walk-tours.js";

const folder = process.env.SOPFLOW_PICTURES;

/** Not a test: `npm run screenshots` runs it, with the folder in SOPFLOW_PICTURES. */
await browserSuite("Pictures of every page", ({ openDesk }) => {
  let product: Product;
  let stock: Stock;
  beforeAll(async () => {
    product = await startProduct({ demo: true });
    stock = await stockProduct(product);
  }, STOCKING_MS);
  afterAll(() => product?.close());

  for (const locale of ["zh", "en"] as const) {
    it.each(ALL_TOURS.map((tour) => [`${locale}: ${tourTitle(tour)}`, tour] as const))("%s", async (_, tour) => {
      if (folder === undefined) expect.fail("run `npm run screenshots -- FOLDER`");
      mkdirSync(folder, { recursive: true });
      const { page } = await openDesk(await addressOf(product, stock, tour), browserIn(locale));
      await walk(page, tour, { stock, locale, screens: [DESKTOP, PHONE] }, async (shown, name) => {
        await shown.screenshot({ path: join(folder, `${name}.png`) });
      });
    });
  }
});
