import type { Page } from "playwright-core";
import type { PageTour } from "./page-tour.js";

const cards = (page: Page) => page.locator(".react-flow__node .node-card, .outline-step").first().waitFor();
const row = (page: Page) => page.locator("tbody tr").first().waitFor();
const closeDialog = async (page: Page) => {
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
};

/** The people inside a flow: what publishing, pausing and archiving mean for them, and one of them moved. */
export const INSIDE_TOURS: readonly PageTour[] = [
  {
    visitor: "administrator",
    path: ({ changedFlowId }) => `/flows/${changedFlowId}`,
    ready: cards,
    states: [
      {
        name: "flow-impact",
        part: ".dialog",
        reach: async (page, { editor }) => {
          await page.getByRole("button", { name: editor("publish"), exact: true }).click();
          await page.locator(".impact details summary").click();
          await page.locator(".impact-place select").first().waitFor();
        },
      },
      {
        name: "flow-publish-forecast",
        part: ".forecast",
        reach: async (page) => page.locator(".forecast details summary").first().click(),
      },
      {
        name: "flow-backtest",
        part: ".dialog",
        reach: async (page, { editor, backtest }) => {
          await closeDialog(page);
          await page.getByRole("button", { name: editor("toolbar.more") }).click();
          await page.getByRole("menuitem", { name: editor("toolbar.backtest") }).click();
          const isFirst = page.getByRole("button", { name: backtest("start"), exact: true });
          await isFirst.or(page.getByRole("button", { name: backtest("again"), exact: true })).waitFor();
          // In a second language the result is there already.
          if (await isFirst.isVisible()) await isFirst.click();
          await page.locator(".dialog details summary").first().click({ timeout: 120_000 });
        },
      },
      {
        name: "flow-shadow-none",
        part: ".dialog",
        reach: async (page, { editor, shadow }) => {
          await closeDialog(page);
          await page.getByRole("button", { name: editor("toolbar.more") }).click();
          await page.getByRole("menuitem", { name: editor("toolbar.shadow") }).click();
          await page.getByRole("button", { name: shadow("start"), exact: true }).waitFor();
        },
      },
      {
        name: "flow-resume",
        part: ".dialog",
        reach: async (page, { editor, inside }) => {
          await closeDialog(page);
          await page.getByRole("button", { name: editor("pause"), exact: true }).click();
          await page.getByRole("button", { name: editor("resume"), exact: true }).click();
          await page.getByRole("radio", { name: inside("resume.spread") }).check();
          await page.getByLabel(inside("resume.hours")).waitFor();
        },
      },
      {
        name: "flow-resumed",
        reach: async (page, { editor, inside }) => {
          await page
            .getByRole("dialog")
            .getByRole("button", { name: inside("resume.do"), exact: true })
            .click();
          await page.getByText(editor("resume.done")).waitFor();
        },
      },
    ],
  },
  {
    visitor: "administrator",
    path: ({ shadowFlowId }) => `/flows/${shadowFlowId}`,
    ready: cards,
    states: [
      {
        name: "flow-shadow",
        part: ".dialog",
        reach: async (page, { editor }) => {
          await page.getByRole("button", { name: editor("toolbar.more") }).click();
          await page.getByRole("menuitem", { name: editor("toolbar.shadow") }).click();
          await page.locator(".shadow-table tbody tr").first().waitFor();
        },
      },
      {
        name: "flow-shadow-differences",
        part: ".shadow-list",
        reach: (page) => page.locator(".shadow-words").last().scrollIntoViewIfNeeded(),
      },
    ],
  },
  {
    visitor: "administrator",
    path: ({ flowId }) => `/flows/${flowId}/people`,
    ready: row,
    states: [
      {
        name: "people-move",
        part: ".dialog",
        reach: async (page, { inside }) => {
          await page.locator("tbody .cell-actions [aria-haspopup]").first().click();
          await page.getByRole("menuitem", { name: inside("order.move") }).click();
          await page
            .getByRole("dialog")
            .getByRole("button", { name: inside("order.move") })
            .click();
          await page.getByText(inside("order.noteMissing")).waitFor();
        },
      },
      {
        name: "people-exit",
        part: ".dialog",
        reach: async (page, { inside }) => {
          await closeDialog(page);
          await page.locator("tbody .cell-actions [aria-haspopup]").first().click();
          await page.getByRole("menuitem", { name: inside("order.exit") }).click();
          await page.getByText(inside("order.exitText")).waitFor();
        },
      },
    ],
  },
];
