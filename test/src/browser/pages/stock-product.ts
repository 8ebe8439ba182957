import { FLOW_TEMPLATES } from "@sopflow/engine/core";
import { type BrandSettings, FLOW_SCHEMA, type FlowFile } from "@sopflow/schemas";
import { vi } from "vitest";
import type { Product } from "../product.js";
import type { Stock } from "./page-tour.js";
import { stockShadow } from "./stock-shadow.js";

interface Listed<T> {
  readonly items: readonly T[];
}

/** How long a demo brand and what is added to it may take on a busy machine. */
export const STOCKING_MS = 240_000;

/**
 * Adds to a demo brand what its pages would not show by themselves at any hour: tasks that are late, due today and due
 * later, drafts with problems and without a step. Finds the ids that tours need.
 */
export async function stockProduct({ api }: Product): Promise<Stock> {
  const flows = await api<Listed<{ flowId: string; people: number }>>("GET", "/v1/flows");
  const busiest = [...flows.items].sort((a, b) => b.people - a.people)[0];
  const [advisor] = (
    await api<Listed<{ id: string; name: string; pools: string[]; active: boolean }>>("GET", "/v1/advisors")
  ).items;
  if (!busiest || !advisor) throw new Error("the demo brand has no flow or no advisor");
  const { id: advisorId, name, pools, active } = advisor;
  // The demo's day may be full already.
  await api("PUT", `/v1/advisors/${advisorId}`, { name, pools, active, capacityPerDay: 500 });
  const taskId = await issueTasks(api, advisorId);
  const { customerId } = await api<{ customerId: string }>("GET", `/v1/tasks/${taskId}`);
  const { revision } = await api<{ revision: number }>("POST", "/v1/flows", { flow: BY_HAND });
  await api("POST", `/v1/flows/${BY_HAND.id}/publish`, { revision });
  await api("POST", "/v1/flows", { flow: BROKEN_FLOW });
  await api("POST", "/v1/flows", { flow: { ...EMPTY, id: "tour-empty", name: "刚开始的流程 Just begun" } });
  const someone = await api<Listed<{ id: string }>>("GET", "/v1/customers?limit=10");
  return {
    flowId: busiest.flowId,
    brokenFlowId: BROKEN_FLOW.id,
    emptyFlowId: "tour-empty",
    customerId,
    taskId,
    advisorId,
    changedFlowId: await changeFlow(api),
    shadowFlowId: await stockShadow(
      { api },
      someone.items.map(({ id }) => id),
      STOCKING_MS / 2,
    ),
  };
}

/**
 * Tasks of the first-order template that ask for an outcome, each in a flow of its own that an event enters. The two
 * who wrote do something else, too: both tasks are on one card.
 */
const ISSUED = [
  { event: "message.received", dueIn: "PT1S", customers: 2 },
  { event: "page.viewed", dueIn: "PT6H", customers: 5 },
  { event: "link.clicked", dueIn: "P3D", customers: 4 },
  { event: "form.submitted", dueIn: "PT2S", customers: 2, again: true },
];

/** Lets customers of an advisor enter those flows, and waits until all tasks are there. Answers the id of one. */
async function issueTasks(api: Product["api"], advisorId: string): Promise<string> {
  const settings = await api<BrandSettings>("GET", "/v1/settings");
  const contactPolicy = {
    ...settings.contactPolicy,
    window: { start: "00:00", end: "23:59", days: [1, 2, 3, 4, 5, 6, 7] },
    marketing: { limits: [{ days: 1, max: 9 }] },
    service: { limits: [] },
  };
  await api("PUT", "/v1/settings", { ...settings, contactPolicy });
  const own = await api<Listed<{ id: string }>>("GET", `/v1/customers?advisorId=${advisorId}&limit=50`);
  const waiting = [...own.items];
  const tasks = FLOW_TEMPLATES.flatMap(({ file }) => file.nodes).filter(
    (step) => step.type === "task" && (step.data.outcomes?.length ?? 0) > 0,
  );
  for (const [at, { event, dueIn, customers, again }] of ISSUED.entries()) {
    const task = tasks[at];
    if (!task) throw new Error("the templates have too few tasks with outcomes");
    const flow = {
      ...EMPTY,
      id: `tour-${at}`,
      name: `示例：${task.label}`,
      nodes: [node("start", "trigger.event", { event }), { ...task, data: { ...task.data, dueIn } }],
      edges: [edge("start", task.id)],
    };
    const { revision } = await api<{ revision: number }>("POST", "/v1/flows", { flow });
    await api("POST", `/v1/flows/${flow.id}/publish`, { revision });
    for (const { id } of again ? own.items.slice(0, customers) : waiting.splice(0, customers)) {
      await api("POST", "/v1/events", {
        id: `${flow.id}-${id}`,
        type: event,
        customer: id,
        at: new Date().toISOString(),
      });
    }
  }
  const open = async (flowId: string) =>
    (await api<Listed<{ id: string }>>("GET", `/v1/tasks?state=open&flowId=${flowId}`)).items;
  return vi.waitFor(
    async () => {
      const issued = await Promise.all(ISSUED.map((_, at) => open(`tour-${at}`)));
      const first = issued[1]?.[0];
      if (!first || issued.some((list, at) => list.length < (ISSUED[at]?.customers ?? 0)))
        throw new Error("tasks are missing");
      return first.id;
    },
    { timeout: STOCKING_MS / 2, interval: 100 },
  );
}

/** Changes the draft of a published flow: a step more, and another name for one. */
async function changeFlow(api: Product["api"]): Promise<string> {
  const { flow, revision } = await api<{ flow: FlowFile; revision: number }>("GET", "/v1/flows/tour-1");
  const [start, task] = flow.nodes;
  if (!start || !task) throw new Error("the flow to change has too few steps");
  const nodes = [
    start,
    { ...task, label: `${task.label ?? ""}（改过）` },
    node("later", "wait.duration", { duration: "P2D" }),
  ];
  const edges = [edge("start", "later"), edge("later", task.id)];
  await api("PUT", `/v1/flows/${flow.id}`, { flow: { ...flow, nodes, edges }, revision });
  return flow.id;
}

const EMPTY = { schema: FLOW_SCHEMA, nodes: [], edges: [] };
const node = (id: string, type: string, data: object) => ({ id, type, position: { x: 0, y: 0 }, data });
const edge = (source: string, target: string) => ({ id: `${source}-${target}`, source, sourceHandle: "out", target });

/** Begins for whom somebody puts into it. */
const BY_HAND = {
  ...EMPTY,
  id: "tour-by-hand",
  name: "会员生日关怀 Birthday care",
  nodes: [node("start", "trigger.manual", {}), node("later", "wait.duration", { duration: "P30D" })],
  edges: [edge("start", "later")],
};

/** An unknown advisor and variable, a step that nobody reaches; and the types of steps that the templates do not have. */
const BROKEN_FLOW = {
  ...EMPTY,
  id: "tour-broken",
  name: "有问题的流程 Flow with problems",
  description: "导入后还没有改好 Not yet mended after its import",
  nodes: [
    node("start", "trigger.manual", {}),
    node("wait", "wait.duration", { duration: "P3D" }),
    node("ask", "notify", { to: "advisor:nobody", text: "{{nothing.at.all}}" }),
    node("call", "webhook", { url: "https://example.com/hook" }),
    node("next", "flow.start", { flowId: "no-such-flow" }),
    node("alone", "tag", { add: ["没人走到 Not reached"] }),
  ],
  edges: [edge("start", "wait"), edge("wait", "ask"), edge("ask", "call")],
};
