import { afterAll, beforeAll, expect, it } from "vitest";
import { browserSuite } from "../browser-suite.js";
import { ALL_TOURS } from "./all-tours.js";
import { findOverflow } from "./find-overflow.js";
import { findViolations } from "./find-violations.js";
import { STOCKING_MS } from "./stock-product.js";
import { type StockedProduct, startStocked } from "./stocked-product.js";
import { addressOf, browserIn, DESKTOP, PHONE, tourTitle, walk } from "./walk-tours.js";
import type { Words } from "./words.js";

/** How long one tour may take on a busy machine. */
const TOUR_MS = 180_000;

/**
 * Walks every tour in one language at both sizes and looks at each state with axe. A file for each language, so that both
 * processors have one.
 */
export const accessibleSuite = (locale: Words["locale"]) =>
  browserSuite(`Every page, at a desk and on a phone, has no accessibility problem (${locale})`, ({ openDesk }) => {
    let stocked: StockedProduct;
    beforeAll(async () => {
      stocked = await startStocked();
    }, STOCKING_MS);
    afterAll(() => stocked?.close());

    it.each(ALL_TOURS.map((tour) => [tourTitle(tour), tour] as const))(
      "%s",
      async (_, tour) => {
        const { page } = await openDesk(await addressOf(stocked, tour), browserIn(locale, stocked));
        const found: string[] = [];
        await walk(
          page,
          tour,
          { stock: stocked.stock, locale, screens: [DESKTOP, PHONE] },
          async (shown, name, { part }) => {
            const lines = [...(await findViolations(shown, part)), ...(await findOverflow(shown))];
            found.push(...lines.map((line) => `${name}: ${line}`));
          },
        );
        expect(found).toEqual([]);
      },
      TOUR_MS,
    );
  });
