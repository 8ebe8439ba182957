import type { Page } from "playwright-core";
import type { PageTour } from "./page-tour.js";

const card = (page: Page) => page.locator("article.task").first();
const tab = (page: Page, place: string) => page.locator(`.bottom-bar a[href$="#/${place}"]`).click();

/** Goes to each place once, so that its code is there whenever the connection goes. */
const visitAll = async (page: Page) => {
  for (const place of ["library", "me", "tasks"]) {
    await tab(page, place);
    await page.locator(`.bottom-bar a[href$="#/${place}"][aria-current=page]`).waitFor();
    await page.waitForLoadState("load");
  }
  await card(page).waitFor();
};

/** The phone without a connection: what waits to be sent, and what could not be fetched. */
export const OFFLINE_TOURS: readonly PageTour[] = [
  {
    visitor: "advisor",
    path: () => "/advisor",
    ready: (page) => card(page).waitFor(),
    states: [
      {
        name: "advisor-offline",
        reach: async (page, { advisor }) => {
          await visitAll(page);
          await card(page)
            .getByRole("button", { name: advisor("skip"), exact: true })
            .click();
          await page.locator("dialog[open]").waitFor();
          await page.context().setOffline(true);
          await page.locator("dialog[open] label").first().click();
          await page.getByRole("button", { name: advisor("skip.submit") }).click();
          await page.getByText(advisor("outbox.waiting", { count: 1 })).waitFor();
        },
      },
    ],
  },
  {
    visitor: "advisor",
    path: () => "/advisor#/customers",
    ready: (page) => page.locator(".people a").first().waitFor(),
    states: [
      {
        name: "advisor-offline-customer",
        reach: async (page) => {
          await page.route(/\/v1\/customers\//, (route) => route.abort("internetdisconnected"));
          await page.locator(".people a").last().click();
          await page.locator("main .notice, main .empty, main [role=alert]").first().waitFor();
        },
      },
    ],
  },
];
