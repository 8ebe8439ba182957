import { definitionOf } from "@sopflow/engine/core";
import { FLOW_SCHEMA, type Flow, type FlowNode, flowSchema } from "@sopflow/schemas";

/** Steps in the mix of a real journey: some branch, most go straight on. */
const MIX: readonly Pick<FlowNode, "type" | "data">[] = [
  asStep("wait.duration", { duration: "P1D" }),
  asStep("task", {
    title: "问候一下",
    script: '{{customer.name | default:"您"}}好，最近用得怎么样？',
    outcomes: [
      { id: "replied", label: "有回复" },
      { id: "silent", label: "没回复" },
    ],
  }),
  asStep("tag", { add: ["已跟进"] }),
  asStep("branch", {
    cases: [
      {
        id: "old",
        label: "老客户",
        where: { all: [{ fact: "customer", path: "$.orderCount", operator: "greaterThan", value: 1 }] },
      },
    ],
  }),
  asStep("wait.event", { on: [{ id: "answered", event: "message.received" }], timeout: "P2D" }),
  asStep("notify", { to: "owner", text: "请看一下这位客户" }),
];

function asStep(type: FlowNode["type"], data: object): Pick<FlowNode, "type" | "data"> {
  return { type, data } as Pick<FlowNode, "type" | "data">; // parsed with the whole flow below
}

/** A journey of `size` steps grown from one trigger, the same every time: each new step hangs on a free port. */
export function wideFlow(size: number): Flow {
  const choose = seeded(7);
  const nodes: object[] = [
    { id: "n0", type: "trigger.event", position: { x: 0, y: 0 }, data: { event: "friend.added" } },
  ];
  const edges: object[] = [];
  const open = [{ source: "n0", sourceHandle: "out" }];
  while (nodes.length < size) {
    const [port] = open.splice(choose(Math.min(open.length, 6)), 1);
    const step = MIX[choose(MIX.length)];
    if (!port || !step) throw new Error("the flow has no free port left");
    const id = `n${nodes.length}`;
    const one = { id, position: { x: 0, y: 0 }, label: `第 ${nodes.length} 步`, ...step };
    nodes.push(one);
    edges.push({ id: `e${edges.length}`, ...port, target: id });
    const parsed = flowSchema.parse({ schema: FLOW_SCHEMA, id: "one", name: "One", nodes: [one], edges: [] }).nodes[0];
    for (const sourceHandle of parsed ? definitionOf(parsed).ports(parsed.data) : [])
      open.push({ source: id, sourceHandle });
  }
  return flowSchema.parse({ schema: FLOW_SCHEMA, id: `wide-${size}`, name: `${size} 步的流程`, nodes, edges });
}

function seeded(start: number): (max: number) => number {
  let seed = start;
  return (max) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * max);
  };
}
