import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { openBrand } from "../browser/brand.js";
import { eventually } from "../browser/eventually.js";
import { type Product, startProduct } from "../browser/product.js";
import { type MongoServer, startMongoServer } from "../contract/mongo-server.js";
import { skipSuite } from "../skips.js";
import { isBuilt, NOT_BUILT } from "./spawn-sopflow.js";

const started = isBuilt ? await startMongoServer() : NOT_BUILT;
if (typeof started === "string") skipSuite("The product on MongoDB does what it does on the embedded store", started);
else suite(started);

interface Task {
  readonly id: string;
  readonly customerId: string;
  readonly nodeId: string;
  readonly state: string;
}

/** Friend added → a minute → a task of the owner's → talked: a tag and a wait for an order; an order ends it and is the goal. */
const FLOW = {
  schema: "sopflow/flow@1",
  id: "first-talk",
  name: "第一次聊天",
  settings: {
    exitWhen: [{ on: "order.paid", reason: "purchased" }],
    goals: [{ id: "bought", on: "order.paid", within: "P14D" }],
  },
  nodes: [
    ["added", "trigger.event", { event: "friend.added" }],
    ["pause", "wait.duration", { duration: "PT1M" }],
    [
      "greet",
      "task",
      {
        title: "打个招呼",
        script: '{{customer.name | default:"您"}}好，我是您的专属顾问。',
        dueIn: "P1D",
        outcomes: [
          { id: "told", label: "聊上了", contact: "replied" },
          { id: "silent", label: "已发，未回", contact: "delivered_no_reply" },
        ],
        skipReasons: ["duplicate"],
      },
    ],
    ["mark", "tag", { add: ["聊过"] }],
    ["order", "wait.event", { on: [{ id: "asked", event: "message.received" }], timeout: "P3D" }],
    ["answer", "task", { title: "回答", script: "您问的是…", wait: false }],
    ["end", "exit", { reason: "quiet" }],
  ].map(([id, type, data], row) => ({ id, type, data, position: { x: 0, y: 160 * row } })),
  edges: [
    ["added", "out", "pause"],
    ["pause", "out", "greet"],
    ["greet", "told", "mark"],
    ["greet", "silent", "end"],
    ["mark", "out", "order"],
    ["order", "asked", "answer"],
  ].map(([source, sourceHandle, target], row) => ({ id: `e${row}`, source, sourceHandle, target })),
};

const CUSTOMERS = Array.from({ length: 12 }, (_, index) => `c${String(index).padStart(2, "0")}`);
const who = (from: number, to: number) => CUSTOMERS.slice(from, to);
/** The same for both, some minutes ago: what the flow waits for is over when the events arrive. */
const BEGAN = Date.now() - 30 * 60_000;
const ORDERED = BEGAN + 20 * 60_000;
const EPOCH_MS = 1e12;

/** Numbers and lists without what differs by the moment at which they were made. */
function withoutTimes(value: unknown): unknown {
  if (typeof value === "number") return value > EPOCH_MS ? "a time" : value;
  if (typeof value === "string")
    return value.replace(/key:[\w-]+/g, "a key").replace(/\d{4}-\d\d-\d\dT[\d:.]+(Z|\+08:00)/g, "a time");
  if (Array.isArray(value)) {
    const items = value.map(withoutTimes);
    return items.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  if (typeof value !== "object" || value === null) return value;
  // Positions in the log depend on how often the clock ticked between.
  const fields = Object.entries(value).filter(([key]) => key !== "seq" && key !== "next");
  return Object.fromEntries(fields.map(([key, inner]) => [key, withoutTimes(inner)]));
}

/** The first numbers that a page which opens the flow is sent. */
async function liveNumbers(product: Product): Promise<unknown> {
  const response = await fetch(`${product.url}/v1/flows/${FLOW.id}/live`, {
    headers: { authorization: `Bearer ${product.key}` },
  });
  let text = "";
  const decoder = new TextDecoder();
  for await (const piece of response.body ?? []) {
    text += decoder.decode(piece, { stream: true });
    const data = /^data: (.*)\n/m.exec(text)?.[1];
    // Leaving the loop ends the stream.
    if (data !== undefined) return JSON.parse(data);
  }
  throw new Error(`no numbers came: ${text}`);
}

/** The whole way over HTTP, with a kill in the middle; answers what every page shows in the end. */
async function live(env: Readonly<Record<string, string>>) {
  const product = await startProduct({ env });
  try {
    const { api } = product;
    await openBrand(product);
    await api("POST", "/v1/flows", { flow: FLOW });
    await api("POST", `/v1/flows/${FLOW.id}/publish`, {});

    const tasks = async (query = "") => (await api<{ items: Task[] }>("GET", `/v1/tasks?limit=100${query}`)).items;
    const post = (type: string, customers: readonly string[], at: number, props: (id: string) => object) =>
      api("POST", "/v1/events/batch", {
        events: customers.map((customer) => ({
          id: `${type} of ${customer}`,
          type,
          customer,
          at: new Date(at).toISOString(),
          props: props(customer),
        })),
      });
    const states = async () =>
      Object.fromEntries((await tasks()).map(({ customerId, nodeId, state }) => [`${customerId} ${nodeId}`, state]));
    const all = (customers: readonly string[], node: string, state: string) =>
      Object.fromEntries(customers.map((id) => [`${id} ${node}`, state]));

    await post("friend.added", CUSTOMERS, BEGAN, (id) => ({
      advisorId: Number(id.slice(1)) % 2 ? "li" : "zhou",
      name: id,
    }));
    await eventually(states).toEqual(all(CUSTOMERS, "greet", "open"));

    const taskOf = new Map((await tasks()).map(({ id, customerId }) => [customerId, id]));
    const answer = (customer: string, how: string, body: object) =>
      api("POST", `/v1/tasks/${taskOf.get(customer)}/${how}`, body, { "idempotency-key": `${how} ${customer}` });
    for (const id of who(0, 4)) await answer(id, "complete", { outcome: "told" });
    // Twice, as a phone does that heard no answer.
    await answer("c00", "complete", { outcome: "told" });
    await answer("c04", "complete", { outcome: "silent" });
    await answer("c05", "skip", { reason: "duplicate" });

    await product.kill();
    await product.start();
    await post("order.paid", who(6, 9), ORDERED, (id) => ({ orderId: `o ${id}`, amount: 12_800, lines: [] }));
    await post("message.received", who(0, 2), Date.now(), () => ({ text: "怎么吃？" }));
    // Sent again as a whole: nothing more comes of it.
    await post("order.paid", who(6, 9), ORDERED, (id) => ({ orderId: `o ${id}`, amount: 12_800, lines: [] }));
    await eventually(states).toEqual({
      ...all(who(0, 5), "greet", "done"),
      ...all(who(5, 6), "greet", "skipped"),
      ...all(who(6, 9), "greet", "withdrawn"),
      ...all(who(9, 12), "greet", "open"),
      ...all(who(0, 2), "answer", "open"),
    });

    const pages = [
      "/v1/flows",
      `/v1/flows/${FLOW.id}/enrollments`,
      `/v1/flows/${FLOW.id}/enrollments?state=ended`,
      `/v1/flows/${FLOW.id}/inside`,
      `/v1/flows/${FLOW.id}/versions`,
      `/v1/flows/${FLOW.id}/steps/greet/trace?what=left&port=told`,
      "/v1/tasks?limit=100",
      "/v1/tasks?state=open&advisorId=li",
      "/v1/customers",
      "/v1/customers?advisorId=zhou",
      "/v1/customers?search=c03",
      "/v1/held",
      "/v1/team",
      ...["c00", "c05", "c07"].flatMap((id) => [`/v1/customers/${id}`, `/v1/customers/${id}/timeline?limit=100`]),
    ];
    const shown: Record<string, unknown> = { live: withoutTimes(await liveNumbers(product)) };
    for (const page of pages) shown[page] = withoutTimes(await api("GET", page));
    return shown;
  } finally {
    await product.close();
  }
}

function suite(server: MongoServer): void {
  afterAll(() => server.stop());

  describe(`the product on MongoDB (${server.kind})`, () => {
    it("goes the whole way as on the embedded store: events, a timer, tasks, results, a kill, a goal, lists and numbers", {
      timeout: 180_000,
    }, async () => {
      const embedded = await live({});
      const store = server.database(`sopflow-test-${randomUUID()}`);
      expect(await live({ SOPFLOW_STORE: store })).toEqual(embedded);
      expect(embedded.live).toMatchObject({ openTasks: 5 });
    });
  });
}
