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
          // Due in six hours: in the evening that is tomorrow, and stands under what is for later.
          const later = page.locator(".later-toggle[aria-expanded=false]");
          if ((await task.count()) === 0 && (await later.count()) > 0) await later.click();
          await task.getByRole("button", { name: advisor("done"), exact: true }).click();
          await page.locator("dialog[open]").waitFor();
        },
      },
      {
        name: "advisor-outcome-chosen",
        reach: (page) => page.locator("dialog[open] label").first().click(),
      },
      {
        name: "advisor-outcome-card",
        reach: async (page, { advisor }) => {
          await closeSheet(page);
          const several = page.locator("article.card", { has: page.locator(".task + .task") }).first();
          await several
            .getByRole("button", { name: advisor("done"), exact: true })
            .first()
            .click();
          await page.locator("dialog[open] .outcome-others").waitFor();
        },
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
    visitor: "advisor",
    path: () => "/advisor",
    ready: (page) => card(page).waitFor(),
    states: [
      {
        name: "advisor-filter",
        reach: async (page, { advisor }) => {
          await page.getByRole("button", { name: advisor("filter"), exact: true }).click();
          await page.locator("dialog[open]").waitFor();
        },
      },
      {
        name: "advisor-pick-script",
        reach: async (page, { advisor }) => {
          await closeSheet(page);
          await page
            .getByRole("button", { name: advisor("script.swap"), exact: true })
            .first()
            .click();
          await page.locator("dialog[open] .library").waitFor();
        },
      },
    ],
  },
  {
    visitor: "advisor",
    path: () => "/advisor#/customers",
    ready: (page) => page.locator(".people a").first().waitFor(),
    states: [
      { name: "advisor-customers" },
      {
        name: "advisor-customer",
        reach: async (page, { desk }) => {
          await page.locator(".people a").first().click();
          await page.getByRole("heading", { name: desk("story.title") }).waitFor();
        },
      },
      {
        name: "advisor-start-flow",
        reach: async (page, { desk }) => {
          await page.getByRole("button", { name: `+ ${desk("flows.start")}` }).click();
          await page.locator("dialog[open]").waitFor();
        },
      },
      {
        name: "advisor-flow-asked",
        reach: async (page) => {
          const flow = "会员生日关怀 Birthday care";
          await page.getByRole("button", { name: flow, exact: true }).click();
          await page.locator(".desk-panel").getByText(flow).first().scrollIntoViewIfNeeded();
        },
      },
      {
        name: "advisor-promise",
        reach: async (page, { desk }) => {
          await page.getByRole("button", { name: desk("c.promise") }).click();
          await page.locator("dialog[open]").waitFor();
        },
      },
      {
        name: "advisor-promised",
        reach: async (page, { desk }) => {
          await page.getByRole("button", { name: desk("promise.save") }).click();
          await page.getByLabel(desk("notes.add")).fill(desk("notes.placeholder"));
          await page.getByRole("button", { name: desk("notes.save"), exact: true }).click();
          await page.getByText(desk("unsent")).first().waitFor();
        },
      },
      {
        name: "advisor-change-promise",
        reach: async (page, { advisor }) => {
          await page
            .getByRole("button", { name: advisor("promise.change"), exact: true })
            .first()
            .click();
          await page.locator("dialog[open]").waitFor();
        },
      },
      {
        name: "advisor-add-tags",
        reach: async (page, { desk }) => {
          await closeSheet(page);
          await page.getByRole("button", { name: `+ ${desk("tags.add")}` }).click();
          await page.locator("dialog[open]").waitFor();
        },
      },
    ],
  },
  {
    visitor: "advisor",
    path: () => "/advisor#/library",
    ready: (page, { desk }) => page.getByRole("heading", { level: 1, name: desk("library.title") }).waitFor(),
    states: [
      { name: "advisor-library" },
      {
        name: "advisor-own-script",
        reach: async (page, { desk }) => {
          await page.getByRole("button", { name: `+ ${desk("library.new")}` }).click();
          await page.locator("dialog[open]").waitFor();
        },
      },
    ],
  },
  {
    visitor: "advisor",
    path: () => "/advisor#/me",
    ready: (page, { desk }) => page.getByRole("button", { name: desk("me.signOut") }).waitFor(),
    states: [{ name: "advisor-me" }],
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
    ready: (page, { session }) => page.getByLabel(session("link")).waitFor(),
    states: [{ name: "advisor-sign-in" }],
  },
  {
    visitor: "nobody",
    path: () => "/advisor?sign_in=no_advisor&member=zhao.liu",
    ready: (page) => page.getByRole("alert").waitFor(),
    states: [{ name: "advisor-sign-in-refused" }],
  },
];
