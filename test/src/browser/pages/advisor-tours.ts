import type { Page } from "playwright-core";
import type { PageTour } from "./page-tour.js";

const card = (page: Page) => page.locator("article.task").first();
const press = (page: Page, name: string) => card(page).getByRole("button", { name, exact: true }).click();
const closeSheet = async (page: Page) => {
  await page.keyboard.press("Escape");
  await page.locator("dialog[open]").waitFor({ state: "detached" });
};

/** The advisor's list and its sheets. */
export const ADVISOR_TOURS: readonly PageTour[] = [
  {
    visitor: "advisor",
    path: () => "/advisor",
    ready: (page) => card(page).waitFor(),
    states: [
      { name: "advisor" },
      {
        name: "advisor-edit-script",
        reach: (page, { advisor }) =>
          page
            .getByRole("button", { name: advisor("script.edit"), exact: true })
            .first()
            .click(),
      },
      {
        name: "advisor-postpone",
        reach: async (page, { advisor }) => {
          await press(page, advisor("postpone"));
          await page.locator("dialog[open]").waitFor();
        },
      },
      {
        name: "advisor-skip",
        reach: async (page, { advisor }) => {
          await closeSheet(page);
          await press(page, advisor("skip"));
          await page.locator("dialog[open]").waitFor();
        },
      },
      {
        name: "advisor-skip-wrong",
        reach: async (page, { advisor }) => {
          await page.getByRole("button", { name: advisor("skip.submit") }).click();
          await page.getByText(advisor("skip.choose")).waitFor();
        },
      },
      {
        name: "advisor-outcome",
        reach: async (page, { advisor }, { taskId }) => {
          await closeSheet(page);
          const task = page.locator(`[data-task="${taskId}"]`);
          await task.getByRole("button", { name: advisor("done"), exact: true }).click();
          await page.locator("dialog[open]").waitFor();
        },
      },
      {
        name: "advisor-outcome-chosen",
        reach: (page) => page.locator("dialog[open] label").first().click(),
      },
      {
        name: "advisor-undo",
        reach: async (page, words) => {
          await closeSheet(page);
          await press(page, words.advisor("postpone"));
          await page.locator("dialog[open]").getByText(words.advisor("postpone.hour")).click();
          await page.getByRole("button", { name: words.advisor("undo.button") }).waitFor();
        },
      },
      {
        name: "advisor-none-found",
        reach: async (page, words) => {
          await page.getByRole("button", { name: words.advisor("undo.button") }).click();
          await page.getByRole("searchbox").fill("zzz");
          await page.getByText(words.advisor("empty.search")).waitFor();
        },
      },
    ],
  },
  {
    visitor: "administrator",
    path: () => "/advisor",
    ready: (page) => card(page).waitFor(),
    states: [{ name: "advisor-all" }],
  },
  {
    visitor: "nobody",
    path: () => "/advisor",
    ready: (page, { ui }) => page.getByLabel(ui("session.link")).waitFor(),
    states: [{ name: "advisor-sign-in" }],
  },
];
