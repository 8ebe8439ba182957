import { FLOW_TEMPLATES } from "@sopflow/engine/core";
import type { NodeType } from "@sopflow/schemas";
import type { Page } from "playwright-core";
import { closeDialog } from "./list-tours.js";
import type { PageState, PageTour } from "./page-tour.js";

/** The canvas, or the list that a phone shows first. */
const cards = (page: Page) => page.locator(".react-flow__node .node-card, .outline-step").first().waitFor();

const SIDE = ".side-panel";

/** Chooses a step on the canvas; with the keyboard's focus, so that it may lie outside of what is seen. */
const openStep = async (page: Page, nodeId: string) => {
  const card = page.locator(`button[data-node="${nodeId}"]`);
  await card.focus();
  await card.press("Enter");
  await page.locator(".side-content form, .side-content .inspector, .side-content input").first().waitFor();
};

/** Opens the list behind the first number of a step that people have come to. */
const openStepList = async (page: Page) => {
  const step = page
    .locator(".react-flow__node, .outline li")
    .filter({ has: page.locator(".card-number") })
    .locator("button[data-node]")
    .first();
  await step.focus();
  await step.press("Enter");
  await page.locator(".node-number").first().click();
  await page.getByRole("dialog").getByRole("row").nth(1).waitFor();
};

/** One step of each type that the templates have: a form looks alike in every flow. */
function stepsToOpen(): Map<string, { nodeId: string; type: NodeType }[]> {
  const seen = new Set<string>();
  const found = new Map<string, { nodeId: string; type: NodeType }[]>();
  for (const { id, file } of FLOW_TEMPLATES) {
    for (const node of file.nodes) {
      if (seen.has(node.type)) continue;
      seen.add(node.type);
      found.set(id, [...(found.get(id) ?? []), { nodeId: node.id, type: node.type }]);
    }
  }
  return found;
}

const formTours: PageTour[] = [...stepsToOpen()].map(([flowId, steps]) => ({
  visitor: "administrator",
  path: () => `/flows/${flowId}`,
  ready: cards,
  states: steps.map(
    ({ nodeId, type }): PageState => ({
      name: `flow-form-${type.replace(".", "-")}`,
      reach: (page) => openStep(page, nodeId),
      part: SIDE,
    }),
  ),
}));

/** The flow editor: its panels, the forms of the steps, its dialogs; and the flow as a viewer sees it. */
export const FLOW_TOURS: readonly PageTour[] = [
  {
    visitor: "administrator",
    path: ({ flowId }) => `/flows/${flowId}`,
    ready: cards,
    states: [
      { name: "flow" },
      {
        name: "flow-list",
        reach: async (page, { editor }) => {
          await page.getByRole("button", { name: editor("mode.list"), exact: true }).click();
          await page.locator(".outline-step").first().waitFor();
        },
      },
      {
        name: "flow-canvas",
        reach: async (page, { editor }) => {
          await page.getByRole("button", { name: editor("mode.canvas"), exact: true }).click();
          await page.locator(".node-card").first().waitFor();
        },
      },
      {
        name: "flow-rules",
        part: SIDE,
        reach: (page, { editor }) => page.getByRole("tab", { name: editor("tab.rules") }).click(),
      },
      {
        name: "flow-versions",
        part: SIDE,
        reach: async (page, { editor }) => {
          await page.getByRole("tab", { name: editor("tab.versions") }).click();
          await page
            .getByText(editor("versions.nth", { version: 1 }))
            .last()
            .waitFor();
        },
      },
      {
        name: "flow-problems-none",
        part: SIDE,
        reach: (page, { editor }) => page.getByRole("tab", { name: editor("tab.problems") }).click(),
      },
      {
        name: "flow-picker",
        reach: async (page, { editor }) => {
          const [label = ""] = editor("port.add", { title: "\n", port: "\n" }).split("\n");
          await page.getByRole("button", { name: label }).first().press("Enter");
          await page.locator(".popover input").waitFor();
        },
      },
      {
        name: "flow-publish",
        reach: async (page, { editor }) => {
          await page.keyboard.press("Escape");
          await page.getByRole("button", { name: editor("publish"), exact: true }).click();
          await page.getByRole("dialog").waitFor();
        },
      },
      {
        name: "flow-more",
        reach: async (page, { editor }) => {
          await closeDialog(page);
          await page.getByRole("button", { name: editor("toolbar.more"), exact: true }).click();
          await page.getByRole("menu").waitFor();
        },
      },
      {
        name: "flow-shortcuts",
        reach: async (page, { editor }) => {
          await page.getByRole("menuitem", { name: editor("toolbar.keys") }).click();
          await page.getByRole("dialog").waitFor();
        },
      },
    ],
  },
  {
    visitor: "administrator",
    path: ({ flowId }) => `/flows/${flowId}`,
    ready: cards,
    states: [{ name: "flow-step-list", reach: openStepList }],
  },
  {
    visitor: "administrator",
    path: () => "/flows/package-card-intake",
    ready: cards,
    states: [
      {
        name: "flow-preview",
        reach: async (page, { editor }) => {
          await page.getByRole("tab", { name: editor("tab.preview") }).click();
          await page.getByRole("slider").first().waitFor();
          await page.locator(".preview-who").waitFor();
        },
      },
      {
        name: "flow-preview-later",
        reach: async (page) => {
          const slider = page.getByRole("slider").first();
          await slider.focus();
          for (let i = 0; i < 6; i += 1) await slider.press("ArrowRight");
        },
      },
      {
        name: "flow-preview-who",
        reach: (page) => page.locator(".preview-who").press("Enter"),
      },
      {
        name: "flow-preview-event",
        part: SIDE,
        reach: async (page, { preview }) => {
          await page.keyboard.press("Escape");
          // On a phone the bar is below the sheet; the keyboard comes to it all the same.
          await page.getByRole("button", { name: preview("bar.add") }).press("Enter");
        },
      },
    ],
  },
  {
    visitor: "administrator",
    path: ({ changedFlowId }) => `/flows/${changedFlowId}`,
    ready: cards,
    states: [
      {
        name: "flow-compare",
        part: SIDE,
        reach: async (page, { editor, panel }) => {
          await page.getByRole("tab", { name: editor("tab.versions") }).click();
          await page.getByRole("button", { name: panel("versions.compare") }).click();
          await page.getByText(panel("diff.added")).first().waitFor();
        },
      },
      {
        name: "flow-restore",
        reach: async (page, { panel }) => {
          await page.getByRole("button", { name: panel("versions.restore") }).click();
          await page.getByRole("dialog").waitFor();
        },
      },
    ],
  },
  ...formTours,
  {
    visitor: "administrator",
    path: ({ brokenFlowId }) => `/flows/${brokenFlowId}`,
    ready: cards,
    states: [
      { name: "flow-broken" },
      {
        name: "flow-problems",
        part: SIDE,
        reach: (page, { editor }) => page.getByRole("tab", { name: editor("tab.problems") }).click(),
      },
      {
        name: "flow-form-trigger-manual",
        reach: (page) => openStep(page, "start"),
        part: SIDE,
      },
      { name: "flow-form-webhook", reach: (page) => openStep(page, "call"), part: SIDE },
      { name: "flow-form-flow-start", reach: (page) => openStep(page, "next"), part: SIDE },
      {
        name: "flow-publish-refused",
        reach: async (page, { editor }) => {
          await page.getByRole("button", { name: editor("publish"), exact: true }).click();
          await page.getByRole("dialog").waitFor();
        },
      },
    ],
  },
  {
    visitor: "administrator",
    path: ({ emptyFlowId }) => `/flows/${emptyFlowId}`,
    ready: (page, { editor }) => page.getByText(editor("empty.title")).waitFor(),
    states: [{ name: "flow-empty" }],
  },
  {
    visitor: "viewer",
    path: ({ flowId }) => `/flows/${flowId}`,
    ready: cards,
    states: [{ name: "flow-viewer" }],
  },
];
