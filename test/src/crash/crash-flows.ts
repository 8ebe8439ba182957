import type { FlowFile } from "@sopflow/schemas";

/*
 * Flows whose waits are minutes, so that some hours of a script reach every kind of timer. What several customers share
 * (the pool's only advisor, one form a round) leaves nothing to the order in which batches fall: the undisturbed run
 * must be the only right answer.
 */

type Nodes = readonly (readonly [id: string, type: FlowFile["nodes"][number]["type"], data: object])[];

function flow(id: string, nodes: Nodes, edges: readonly string[], settings: object = {}): FlowFile {
  return {
    schema: "sopflow/flow@1",
    id,
    name: id,
    settings: { reentry: "after_exit", ...settings },
    nodes: nodes.map(
      ([nodeId, type, data]) => ({ id: nodeId, type, position: { x: 0, y: 0 }, data }) as FlowFile["nodes"][number], // the compiler checks it
    ),
    edges: edges.map((edge, i) => {
      const [source = "", sourceHandle = "", target = ""] = edge.split(/[:>]/);
      return { id: `e${i}`, source, sourceHandle, target };
    }),
  };
}

const all = { all: [] };
const vip = { all: [{ fact: "customer", path: "$.tags", operator: "contains", value: "VIP" }] };
const large = { all: [{ fact: "enrollment", path: "$.entry.amount", operator: "greaterThan", value: 50_000 }] };

const welcome = flow(
  "welcome",
  [
    ["t", "trigger.event", { event: "friend.added", where: all }],
    ["new", "tag", { add: ["新客"], remove: [] }],
    ["w", "wait.event", { on: [{ id: "paid", label: "下单", event: "order.paid", where: all }], timeout: "PT40M" }],
    [
      "ask",
      "task",
      {
        title: '问候{{customer.name | default:"客户"}}',
        script: "您好，我是{{advisor.name}}",
        wait: true,
        dueIn: "PT10M",
        expireIn: "PT1H",
        outcomes: [
          { id: "yes", label: "想了解", tags: { add: ["意向"], remove: [] } },
          { id: "no", label: "不需要" },
        ],
      },
    ],
    ["later", "wait.duration", { duration: "PT25M" }],
    [
      "send",
      "task",
      { title: "资料", script: "请看", wait: false, assign: "pool:solo", dueIn: "PT10M", expireIn: "PT30M" },
    ],
    ["x", "exit", { reason: "bought" }],
  ],
  ["t:out>new", "new:out>w", "w:paid>x", "w:timeout>ask", "ask:yes>later", "later:out>send"],
  {
    exitWhen: [{ on: "complaint.opened", where: all, reason: "complaint" }],
    goals: [{ id: "order", on: "order.paid", where: all, within: "PT3H" }],
  },
);

const orders = flow(
  "orders",
  [
    ["t", "trigger.event", { event: "order.paid", where: all }],
    ["b", "branch", { cases: [{ id: "large", label: "大单", where: large }] }],
    [
      "s",
      "split",
      {
        variants: [
          { id: "a", label: "A", weight: 1 },
          { id: "b", label: "B", weight: 1 },
        ],
      },
    ],
    ["p", "profile.set", { set: { attributes: { lastFlow: "orders" } } }],
    ["n", "notify", { to: "lead", text: "大单" }],
    ["w", "wait.duration", { duration: "PT15M" }],
    [
      "care",
      "task",
      {
        title: "关怀",
        script: "收到了吗",
        wait: true,
        assign: "pool:solo",
        dueIn: "PT10M",
        expireIn: "PT45M",
        outcomes: [
          { id: "yes", label: "满意" },
          { id: "no", label: "有问题" },
        ],
        cancelOn: [{ on: "order.refunded", where: all, reason: "refunded" }],
      },
    ],
  ],
  ["t:out>b", "b:large>n", "n:out>s", "b:else>s", "s:a>p", "s:b>w", "p:out>w", "w:out>care"],
  { priority: 60 },
);

const vips = (existing: "ignore" | "enroll", minutes: number) =>
  flow(
    "vips",
    [
      ["t", "trigger.audience", { where: vip, checkAt: "12:00", existing }],
      ["w", "wait.duration", { duration: `PT${minutes}M` }],
      ["k", "task", { title: "VIP", script: "专属", wait: false, dueIn: "PT10M", expireIn: "PT20M" }],
    ],
    ["t:out>w", "w:out>k"],
  );

const halfHourly = flow(
  "half-hourly",
  [
    ["t", "trigger.schedule", { cron: "*/30 * * * *", audience: vip }],
    ["k", "task", { title: "巡访", script: "看看", wait: false, dueIn: "PT10M", expireIn: "PT20M" }],
  ],
  ["t:out>k"],
);

const poster = flow(
  "poster",
  [
    ["t", "trigger.event", { event: "form.submitted", where: all }],
    [
      "k",
      "task",
      {
        title: "海报",
        script: "三张",
        scope: "advisor",
        channel: "moments",
        wait: true,
        dueIn: "PT10M",
        expireIn: "PT2H",
        outcomes: [
          { id: "yes", label: "好了" },
          { id: "no", label: "没空" },
        ],
      },
    ],
  ],
  ["t:out>k"],
);

/** What is published at the start, and what again in the middle of the script. */
export const FIRST_FLOWS: readonly FlowFile[] = [welcome, orders, vips("ignore", 20), halfHourly, poster];
export const SECOND_FLOWS: readonly FlowFile[] = [vips("enroll", 30)];
