import type { PageTour } from "./page-tour.js";

/** The page of the simulated WeCom: for developers, at a desk; on a phone it only has to be readable. */
export const SIMULATOR_TOURS: readonly PageTour[] = [
  {
    at: "simulator",
    visitor: "nobody",
    path: () => "/",
    ready: (page) => page.locator(".sim-code").first().waitFor(),
    states: [
      { name: "simulator" },
      {
        name: "simulator-met",
        reach: async (page) => {
          await page.locator(".sim-code").first().click();
          await page.locator(".sim-code").first().waitFor({ state: "detached" });
        },
      },
    ],
  },
];
