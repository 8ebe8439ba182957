import type { Experiments, HandOverList, Impact, StoppedStep } from "@sopflow/schemas";
import type { Page, Route } from "playwright-core";
import type { PageTour } from "./page-tour.js";

/** The times in the answers below: an hour before the pages are looked at. */
const HOUR_MS = 3_600_000;
/** The step of the first-order template that keeps a holdout. */
const SPLIT = "holdout";
const cards = (page: Page) => page.locator(".react-flow__node .node-card, .outline-step").first().waitFor();
const row = (page: Page) => page.locator("tbody tr").first().waitFor();
const answer = (json: object) => (route: Route) => route.fulfill({ json });

const STOP = (nodeId: string): StoppedStep => ({
  flowId: "tour-1",
  nodeId,
  nodeType: "task",
  at: Date.now() - HOUR_MS,
  count: 1_204,
  forecast: 85,
});

const place = (nodeId: string, nodeTitle: string, change: "same" | "changed" | "removed", people: number) => ({
  nodeId,
  nodeType: "task",
  nodeTitle,
  version: 1,
  change,
  people,
  upstream: 12,
  choice: { do: "stay" } as const,
  defaultChoice: { do: "stay" } as const,
});
const IMPACT: Impact = {
  flowId: "tour-1",
  revision: 1,
  publishedVersion: 1,
  nextVersion: 2,
  isLive: false,
  changes: { added: ["later"], changed: ["a"], removed: ["b"], settings: false },
  people: 2_318,
  places: [
    place("a", "签收次日：问收到没有、教第一次怎么吃", "changed", 1_280),
    place("b", "第 7 天：还没开始吃的提醒", "removed", 96),
    { ...place("c", "等 3 天", "same", 942), choice: { do: "move", to: "c" }, defaultChoice: { do: "move", to: "c" } },
  ],
  targets: [
    { nodeId: "a", nodeType: "task", nodeTitle: "签收次日：问收到没有、教第一次怎么吃", rests: true },
    { nodeId: "c", nodeType: "wait.duration", nodeTitle: "等 3 天", rests: true },
  ],
  forecast: {
    days: 7,
    people: 2_318,
    sampled: 500,
    issued: 1_930,
    issuedWithout: 1_612,
    withdrawn: 96,
    withdrawnWithout: 0,
    margin: 74,
    byNode: [],
  },
};

const share = (value: number, margin: number) => ({ value, low: value - margin, high: value + margin });
const experiments = (nodeId: string): Experiments => ({
  asOf: 1,
  goals: [{ id: "repurchase", within: "P30D" }],
  items: [
    {
      version: 1,
      nodeId,
      nodeLabel: "留 10% 对照",
      kind: "split",
      baseline: "none",
      arms: [
        {
          id: "none",
          label: "对照组",
          holdout: true,
          matured: 412,
          running: 38,
          goals: [{ goal: "复购", reached: 37, rate: share(0.09, 0.027) }],
        },
        {
          id: "warm",
          label: "亲切版",
          holdout: false,
          matured: 1_630,
          running: 120,
          goals: [{ goal: "复购", reached: 221, rate: share(0.136, 0.017), lift: share(0.046, 0.033) }],
        },
        {
          id: "short",
          label: "简短版",
          holdout: false,
          matured: 0,
          running: 12,
          goals: [{ goal: "复购", reached: 0 }],
        },
      ],
    },
  ],
});

const handOvers = (): HandOverList => {
  const at = Date.now() - HOUR_MS;
  const of = (customerId: string, customerName: string, state: HandOverList["items"][number]["state"]) => ({
    customerId,
    customerName,
    from: "a",
    to: "b",
    state,
    at,
  });
  return {
    counts: { failed: 1, refused: 1, waiting: 14, done: 22 },
    items: [
      {
        ...of("c1", "陈姐", "failed"),
        code: 40_096,
        problem: {
          zh: "企业微信里没有这位客户：对方可能已删除好友。",
          en: "WeCom does not know this customer: they may have removed the contact.",
        },
      },
      of("c2", "王女士", "refused"),
      of("c3", "李先生", "waiting"),
      of("c4", "周姐", "done"),
    ],
  };
};

/** States that a demo brand does not come to by itself; what the server would answer is given to the page. */
export const RARE_TOURS: readonly PageTour[] = [
  {
    visitor: "administrator",
    path: ({ changedFlowId }) => `/flows/${changedFlowId}`,
    ready: cards,
    states: [
      {
        name: "flow-impact-choices",
        part: ".dialog",
        reach: async (page, { editor }) => {
          await page.route(/\/v1\/flows\/[^/]+\/impact$/, answer(IMPACT));
          await page.getByRole("button", { name: editor("publish"), exact: true }).click();
          await page.locator(".impact-place select").first().waitFor();
        },
      },
    ],
  },
  {
    visitor: "administrator",
    path: () => "/flows/first-order",
    ready: cards,
    states: [
      {
        name: "flow-stopped",
        reach: async (page, { watch }) => {
          await page.route(/\/v1\/flows\/[^/]+\/stops$/, answer({ items: [STOP(SPLIT)] }));
          await page.route(/\/v1\/flows\/[^/]+\/experiments$/, answer(experiments(SPLIT)));
          await page.reload();
          await cards(page);
          await page.getByRole("button", { name: watch("release") }).waitFor();
        },
      },
      {
        name: "flow-arms",
        part: ".side-panel",
        reach: async (page) => {
          const step = page.locator(`button[data-node="${SPLIT}"]`);
          await step.focus();
          await step.press("Enter");
          await page.locator(".arms-table").first().waitFor();
        },
      },
    ],
  },
  {
    visitor: "administrator",
    path: () => "/team",
    ready: row,
    states: [
      {
        name: "team-hand-over-progress",
        part: ".dialog",
        reach: async (page, { handOver }) => {
          await page.route(/\/v1\/hand-overs\?/, answer(handOvers()));
          await page.locator("tbody .cell-actions button").first().click();
          await page.getByRole("menuitem", { name: handOver("action"), exact: true }).click();
          await page.locator(".hand-over-progress").waitFor();
        },
      },
    ],
  },
  {
    visitor: "administrator",
    path: ({ customerId }) => `/customers/${customerId}`,
    ready: (page, { customers }) => page.getByRole("heading", { name: customers("timeline.title") }).waitFor(),
    states: [
      {
        name: "customer-hand-over",
        part: ".dialog",
        reach: async (page, { handOver }) => {
          await page
            .getByRole("button", { name: handOver("submitOne"), exact: true })
            .first()
            .click();
          await page.getByRole("dialog").getByLabel(handOver("to"), { exact: true }).waitFor();
        },
      },
    ],
  },
  {
    visitor: "administrator",
    path: () => "/tasks?state=all",
    ready: row,
    states: [{ name: "tasks-all" }],
  },
  {
    visitor: "nobody",
    path: () => "/?sign_in=refused",
    ready: (page) => page.getByRole("alert").waitFor(),
    states: [{ name: "sign-in-refused" }],
  },
];
