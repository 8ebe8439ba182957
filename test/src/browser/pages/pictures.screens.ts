import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browserSuite } from "../browser-suite.js";
import { ALL_TOURS } from "./all-tours.js";
import { STOCKING_MS } from "./stock-product.js";
import { type StockedProduct, startStocked } from "./stocked-product.js";
import { addressOf, browserIn, DESKTOP, PHONE, tourTitle, walk } from "./walk-tours.js";

const folder = process.env.SOPFLOW_PICTURES;

/** Not a test: `npm run screenshots` runs it, with the folder in SOPFLOW_PICTURES. */
await browserSuite("Pictures of every page", ({ openDesk, openPhone }) => {
  let stocked: StockedProduct;
  beforeAll(async () => {
    stocked = await startStocked();
  }, STOCKING_MS);
  afterAll(() => stocked?.close());

  describe.each([DESKTOP, PHONE])("$name", (screen) => {
    describe.each(["zh", "en"] as const)("%s", (locale) => {
      it.each(ALL_TOURS.map((tour) => [tourTitle(tour), tour] as const))("%s", async (_, tour) => {
        if (folder === undefined) expect.fail("run `npm run screenshots -- FOLDER`");
        mkdirSync(folder, { recursive: true });
        const open = screen === PHONE ? openPhone : openDesk;
        const { page } = await open(await addressOf(stocked, tour), browserIn(locale, stocked));
        await walk(page, tour, { stock: stocked.stock, locale, screens: [screen] }, async (shown, name) => {
          await shown.screenshot({ path: join(folder, `${name}.png`) });
        });
      });
    });
  });
});
