import type { Page } from "playwright-core";
import { closeDialog } from "./list-tours.js";
import type { PageState, PageTour, Visitor } from "./page-tour.js";
import type { Words } from "./words.js";

type Tab = "brand" | "policy" | "products" | "advisors" | "tags" | "wecom" | "access";

/** Presses a button and waits for the dialog it opens. */
const opens = (name: string, button: (words: Words) => string): PageState => ({
  name,
  reach: async (page, words) => {
    if ((await page.getByRole("dialog").count()) > 0) await closeDialog(page);
    await page
      .getByRole("button", { name: button(words) })
      .first()
      .click();
    await page.getByRole("dialog").waitFor();
  },
});

const tour = (tab: Tab, ready: (page: Page) => Promise<unknown>, ...states: PageState[]): PageTour => ({
  visitor: "administrator",
  path: () => `/settings/${tab}`,
  ready,
  states: [{ name: `settings-${tab}` }, ...states],
});

const field = (page: Page) => page.locator("main input").first().waitFor();
const row = (page: Page) => page.locator("tbody tr").first().waitFor();
const readOnly: Visitor = "viewer";

/** Every tab of the settings, with its dialogs. */
export const SETTINGS_TOURS: readonly PageTour[] = [
  tour("brand", field, {
    name: "settings-brand-unsaved",
    reach: async (page, { settings }) => {
      await page.getByLabel(settings("brand.name")).fill("");
      await page.getByRole("button", { name: /^(保存|Save)$/ }).click();
      await page.getByText(settings("field.required")).waitFor();
    },
  }),
  tour("policy", field, {
    name: "settings-policy-wrong",
    reach: async (page, { settings }) => {
      const kind = settings("policy.marketing");
      await page.getByLabel(settings("policy.limitMaxLabel", { kind, index: 1 })).fill("x");
      await page.getByRole("button", { name: /^(保存|Save)$/ }).click();
      await page.getByText(settings("field.number")).first().waitFor();
    },
  }),
  {
    visitor: "administrator",
    path: () => "/settings/policy",
    ready: field,
    states: [
      {
        name: "settings-secret",
        part: ".dialog",
        reach: async (page, { secrets }) => {
          await page.getByRole("button", { name: secrets("add") }).click();
          await page.getByLabel(secrets("name")).fill("Not A Name");
          await page
            .getByRole("button", { name: /^(保存|Save)$/ })
            .last()
            .click();
          await page.locator(".field-error").first().waitFor();
        },
      },
      {
        name: "settings-secrets",
        reach: async (page, { secrets }) => {
          await page.getByLabel(secrets("name")).fill("crm");
          await page.getByLabel(secrets("value"), { exact: true }).fill("only for pictures");
          await page
            .getByRole("button", { name: /^(保存|Save)$/ })
            .last()
            .click();
          await page.getByRole("button", { name: secrets("replace") }).scrollIntoViewIfNeeded();
        },
      },
      {
        name: "settings-secret-remove",
        part: ".dialog",
        reach: async (page, { secrets }) => {
          await page
            .getByRole("button", { name: secrets("remove"), exact: true })
            .last()
            .click();
          await page.getByText(secrets("removeText")).waitFor();
        },
      },
      {
        name: "settings-secrets-none",
        reach: async (page, { secrets }) => {
          await page
            .getByRole("dialog")
            .getByRole("button", { name: secrets("remove") })
            .click();
          await page.getByText(secrets("none")).scrollIntoViewIfNeeded();
        },
      },
    ],
  },
  tour(
    "products",
    row,
    opens("settings-product", ({ settings }) => settings("products.add")),
  ),
  tour(
    "advisors",
    row,
    opens("settings-advisor", ({ settings }) => settings("advisors.add")),
    opens("settings-advisor-link", ({ settings }) => settings("advisors.link")),
  ),
  tour(
    "tags",
    (page) => page.locator("main .panel").first().waitFor(),
    opens("settings-tags-edit", ({ settings }) => settings("tags.edit")),
  ),
  tour("wecom", field, {
    name: "settings-wecom-checked",
    reach: async (page, { wecom }) => {
      await page.getByRole("button", { name: wecom("checks.run") }).click();
      await page.getByRole("button", { name: wecom("checks.again") }).waitFor();
    },
  }),
  {
    visitor: "administrator",
    path: () => "/settings/wecom",
    ready: field,
    states: [
      {
        name: "settings-wecom-another",
        reach: async (page, { wecom }) => {
          await page.getByRole("button", { name: wecom("several.add") }).click();
          await page.getByLabel(wecom("several.name")).waitFor();
        },
      },
    ],
  },
  tour(
    "access",
    row,
    opens("settings-key", ({ settings }) => settings("keys.add")),
    opens("settings-key-revoke", ({ settings }) => settings("keys.revoke")),
    {
      name: "settings-link",
      reach: async (page, { settings }) => {
        await closeDialog(page);
        await page.getByLabel(settings("links.user")).fill("zhang.san");
        await page.getByRole("button", { name: settings("links.make") }).click();
        await page.getByText(settings("links.ready")).waitFor();
      },
    },
  ),
  {
    visitor: readOnly,
    path: () => "/settings/policy",
    ready: field,
    states: [{ name: "settings-viewer" }],
  },
];
