import type { Page } from "playwright-core";
import type { PageTour } from "./page-tour.js";

const h1 = (page: Page, name: string) => page.getByRole("heading", { level: 1, name }).waitFor();
const row = (page: Page) => page.locator("tbody tr").first().waitFor();
const closeDialog = async (page: Page) => {
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
};

/** Not a flow at all, and a flow with a step of an unknown type and an edge into nothing. */
const BAD_FILES = [
  { name: "notes.json", mimeType: "application/json", buffer: Buffer.from("# not JSON") },
  {
    name: "broken.json",
    mimeType: "application/json",
    buffer: Buffer.from(
      JSON.stringify({
        schema: "sopflow/flow@1",
        id: "imported-broken",
        name: "导入的流程 Imported",
        nodes: [
          { id: "a", type: "trigger.event", position: { x: 0, y: 0 }, data: { event: "friend.added" } },
          { id: "b", type: "send.letter", position: { x: 0, y: 120 }, data: {} },
          { id: "c", type: "wait.duration", position: { x: 0, y: 240 }, data: { duration: "3 weeks" } },
        ],
        edges: [
          { id: "e1", source: "a", sourceHandle: "out", target: "c" },
          { id: "e2", source: "c", sourceHandle: "out", target: "gone" },
        ],
      }),
    ),
  },
];

/** Sign-in, and the lists of the console. */
export const LIST_TOURS: readonly PageTour[] = [
  {
    visitor: "nobody",
    path: () => "/",
    ready: (page, { session }) => page.getByLabel(session("link")).waitFor(),
    states: [
      { name: "sign-in" },
      {
        name: "sign-in-wrong",
        reach: async (page, { session }) => {
          await page.getByRole("button", { name: session("enter") }).click();
          await page.getByText(session("empty")).waitFor();
        },
      },
    ],
  },
  {
    visitor: "nobody",
    path: () => "/?link=used",
    ready: (page) => page.getByRole("alert").waitFor(),
    states: [{ name: "sign-in-used" }],
  },
  {
    brand: "empty",
    visitor: "administrator",
    path: () => "/",
    ready: (page) => page.locator(".first-steps").waitFor(),
    states: [{ name: "flows-first-steps" }],
  },
  {
    brand: "empty",
    visitor: "administrator",
    path: () => "/customers",
    ready: (page) => page.locator(".empty").waitFor(),
    states: [{ name: "customers-none" }],
  },
  {
    brand: "empty",
    visitor: "administrator",
    path: () => "/team",
    ready: (page) => page.locator(".empty").waitFor(),
    states: [{ name: "team-none" }],
  },
  {
    brand: "empty",
    visitor: "administrator",
    path: () => "/tasks",
    ready: (page) => page.locator(".empty").waitFor(),
    states: [{ name: "tasks-none" }],
  },
  {
    visitor: "administrator",
    path: () => "/",
    ready: row,
    states: [
      {
        name: "page-broken",
        reach: async (page, { console: t }) => {
          await page.route("**/assets/team-page*", (route) => route.abort());
          await page.getByRole("link", { name: t("nav.team") }).click();
          await page.getByText(t("page.broken")).waitFor();
        },
      },
      {
        name: "session-ended",
        reach: async (page, { console: t, session }) => {
          await page.unrouteAll();
          await page.context().clearCookies();
          await page.getByRole("link", { name: t("nav.customers") }).click();
          await page.getByLabel(session("link")).waitFor();
        },
      },
    ],
  },
  {
    visitor: "administrator",
    path: () => "/",
    ready: row,
    states: [
      { name: "flows" },
      {
        name: "flows-account",
        reach: (page, { console: t }) => page.getByRole("button", { name: t("nav.account", { user: "" }) }).click(),
      },
      {
        name: "flows-menu",
        reach: async (page, { flows }) => {
          await page.keyboard.press("Escape");
          const [label = ""] = flows("menu.label", { name: "\n" }).split("\n");
          await page.getByRole("button", { name: label }).first().click();
        },
      },
      {
        name: "flows-rename",
        reach: (page, { flows }) => page.getByRole("menuitem", { name: flows("menu.rename") }).click(),
      },
      {
        name: "flows-archive",
        reach: async (page, { flows }) => {
          await closeDialog(page);
          const [label = ""] = flows("menu.label", { name: "\n" }).split("\n");
          await page.getByRole("button", { name: label }).first().click();
          await page.getByRole("menuitem", { name: flows("menu.archive") }).click();
          await page.getByRole("dialog").waitFor();
        },
      },
      {
        name: "flows-gallery",
        reach: async (page, { flows }) => {
          await closeDialog(page);
          await page.getByRole("button", { name: flows("new") }).click();
          await page.getByRole("radio").first().waitFor();
        },
      },
      {
        name: "flows-import",
        reach: async (page, { flows }) => {
          await closeDialog(page);
          await page.getByRole("button", { name: flows("import"), exact: true }).click();
          await page.getByText(flows("import.text")).waitFor();
        },
      },
      {
        name: "flows-import-problems",
        reach: async (page, { flows }) => {
          await page.locator("input[type=file]").setInputFiles(BAD_FILES);
          await page.getByText(flows("import.notJson")).waitFor();
          await page.getByText("broken.json").waitFor();
        },
      },
      {
        name: "flows-none-found",
        reach: async (page, { flows }) => {
          await closeDialog(page);
          await page.getByRole("searchbox").fill("zzz");
          await page.getByText(flows("empty.search")).waitFor();
        },
      },
    ],
  },
  {
    visitor: "newcomer",
    path: () => "/",
    ready: row,
    states: [
      {
        name: "tour-offered",
        reach: (page, { tour }) => page.getByRole("button", { name: tour("offer.start") }).waitFor(),
      },
      {
        name: "tour-begun",
        reach: async (page, { tour }) => {
          await page.getByRole("button", { name: tour("offer.start") }).click();
          await page.getByText(tour("flow.title")).waitFor();
        },
      },
      {
        name: "tour-window",
        reach: async (page, { flows }) => {
          await page.getByRole("button", { name: flows("import"), exact: true }).click();
          await page.getByRole("dialog").waitFor();
        },
      },
    ],
  },
  {
    visitor: "viewer",
    path: () => "/",
    ready: row,
    states: [{ name: "flows-viewer" }],
  },
  {
    visitor: "administrator",
    path: ({ flowId }) => `/flows/${flowId}/people`,
    ready: row,
    states: [
      { name: "people" },
      {
        name: "people-why",
        reach: async (page, { why }) => {
          await page.locator("tbody .cell-actions button").first().click();
          await page
            .getByRole("dialog", { name: why("title") })
            .locator(".why-decisions, .zero")
            .waitFor();
        },
      },
    ],
  },
  {
    visitor: "administrator",
    path: () => "/tasks",
    ready: row,
    states: [
      { name: "tasks" },
      {
        name: "tasks-why",
        reach: async (page, { why }) => {
          await page.locator("tbody .cell-actions button").first().click();
          await page
            .getByRole("dialog", { name: why("title.task") })
            .locator(".why-decisions")
            .waitFor();
        },
      },
      {
        name: "tasks-reassign",
        reach: async (page, { ui }) => {
          await page.getByRole("button", { name: ui("close") }).click();
          await page.locator("tbody .cell-actions").first().locator("button").last().click();
          await page.getByRole("dialog").waitFor();
        },
      },
    ],
  },
  {
    visitor: "administrator",
    path: () => "/held?period=all",
    ready: (page) => page.locator(".held-sums, .empty").first().waitFor(),
    states: [
      { name: "held" },
      {
        name: "held-list",
        reach: async (page) => {
          await page.locator(".held-number").first().click();
          await page.getByRole("dialog").locator("tbody tr").first().waitFor();
        },
      },
    ],
  },
  {
    visitor: "administrator",
    path: () => "/team",
    ready: row,
    states: [
      { name: "team" },
      {
        name: "team-forecast",
        part: ".forecast",
        reach: async (page, { forecast }) => {
          await page.getByRole("button", { name: forecast("show") }).click();
          await page.locator(".forecast details summary").first().click();
        },
      },
      {
        name: "team-menu",
        reach: async (page) => {
          await page.locator("tbody .cell-actions button").first().click();
          await page.getByRole("menu").waitFor();
        },
      },
      {
        name: "team-nudge",
        reach: async (page, { team }) => {
          await page.getByRole("menuitem", { name: team("nudge") }).click();
          await page.getByRole("dialog").waitFor();
        },
      },
      {
        name: "team-reassign",
        reach: async (page, { team }) => {
          await closeDialog(page);
          await page.locator("tbody .cell-actions button").first().click();
          await page.getByRole("menuitem", { name: team("reassign"), exact: true }).click();
          await page.locator(".team-choice li").first().waitFor();
        },
      },
      {
        name: "team-hand-over",
        reach: async (page, { handOver }) => {
          await closeDialog(page);
          await page.locator("tbody .cell-actions button").first().click();
          await page.getByRole("menuitem", { name: handOver("action"), exact: true }).click();
          await page.getByRole("dialog").getByLabel(handOver("to"), { exact: true }).waitFor();
        },
      },
    ],
  },
  {
    visitor: "administrator",
    path: () => "/library",
    ready: (page) => page.locator("main .panel :is(li, .empty)").first().waitFor(),
    states: [
      { name: "library" },
      {
        name: "library-new",
        reach: async (page, { library }) => {
          await page
            .getByRole("button", { name: library("add"), exact: true })
            .first()
            .click();
          await page.getByRole("dialog").waitFor();
        },
      },
    ],
  },
  {
    visitor: "administrator",
    path: () => "/customers",
    ready: row,
    states: [
      { name: "customers" },
      {
        name: "customers-none-found",
        reach: async (page, { customers }) => {
          await page.getByRole("searchbox").fill("zzz");
          await page.getByText(customers("empty"), { exact: true }).waitFor();
        },
      },
    ],
  },
  {
    visitor: "administrator",
    path: () => "/customers",
    ready: row,
    states: [
      {
        name: "customers-start-missing",
        reach: async (page, { start }) => {
          await page.getByRole("button", { name: start("open") }).click();
          await page.getByRole("radio", { name: start("pasted") }).click();
          await page.getByRole("button", { name: start("next") }).click();
          await page.getByText(start("idsMissing")).waitFor();
        },
      },
      {
        name: "customers-start-sure",
        reach: async (page, { start }) => {
          await page.getByRole("combobox", { name: start("flow") }).selectOption("tour-by-hand");
          await page.getByRole("textbox", { name: start("ids") }).fill("nobody-1, nobody-2");
          await page.getByRole("button", { name: start("next") }).click();
          await page.getByText(start("sureText")).waitFor();
        },
      },
      {
        name: "customers-start-done",
        reach: async (page, { start }) => {
          await page.getByRole("button", { name: start("start", { count: 2 }) }).click();
          await page.getByText(start("unknown", { count: 2, ids: "nobody-1, nobody-2" })).waitFor();
        },
      },
    ],
  },
  {
    visitor: "administrator",
    path: ({ customerId }) => `/customers/${customerId}`,
    ready: (page, { customers }) => page.getByRole("heading", { name: customers("timeline.title") }).waitFor(),
    states: [
      { name: "customer" },
      {
        name: "customer-timeline",
        reach: (page) =>
          page.locator("#timeline").evaluate((panel) => panel.scrollIntoView({ block: "start", behavior: "instant" })),
      },
      {
        name: "customer-timeline-tasks",
        reach: async (page, { customers }) => {
          await page.getByRole("combobox", { name: customers("timeline.filter") }).selectOption("tasks");
          await page.locator("#timeline .panel-body[aria-busy=false]").waitFor();
        },
      },
      {
        name: "customer-why",
        reach: async (page, { why, customers }) => {
          await page.getByRole("combobox", { name: customers("timeline.filter") }).selectOption("");
          await page.locator("#timeline .panel-body[aria-busy=false]").waitFor();
          await page.locator(".why-word").last().click();
          await page.getByRole("dialog", { name: why("title") }).waitFor();
          await page.locator(".why-decisions").waitFor();
        },
      },
      {
        name: "customer-why-not-entered",
        reach: async (page, { why, ui }) => {
          await page.getByRole("button", { name: ui("close") }).click();
          await page.getByRole("button", { name: why("entry.ask") }).click();
          const dialog = page.getByRole("dialog");
          await dialog.getByRole("combobox", { name: why("entry.flow") }).selectOption({ index: 1 });
          await page.locator(".why-entry").waitFor();
        },
      },
    ],
  },
  {
    visitor: "administrator",
    path: () => "/nowhere",
    ready: (page, { console: t }) => page.getByText(t("page.notFound")).waitFor(),
    states: [{ name: "not-found" }],
  },
];

export { closeDialog, h1, row };
