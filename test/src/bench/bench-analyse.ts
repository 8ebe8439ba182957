import { analyseFlow, compileFlow } from "@sopflow/engine/core";
import { brandSettingsSchema, FLOW_SCHEMA, flowSchema, taxonomySchema } from "@sopflow/schemas";

const STEPS = 500;
const RUNS = 30;

type Step = { readonly type: string; readonly data: object; readonly ports: readonly string[] };

const fact = (path: string, operator: string, value: unknown) => ({ fact: "customer", path, operator, value });
const band = (id: string, from: number, to: number) => ({
  id,
  where: {
    any: [
      {
        all: [
          fact("$.orders.spend", "greaterThanInclusive", from),
          fact("$.orders.spend", "lessThan", to),
          { not: fact("$.tags", "containsAny", ["勿扰", "售后中"]) },
        ],
      },
      { all: [fact("$.tier", "equal", "核心"), fact("$.friendSince", "withinDays", from / 1_000)] },
    ],
  },
});
const outcomes = [
  { id: "replied", label: "有回复" },
  { id: "silent", label: "没回复" },
];

/** One round of a real journey; a flow of any size is many of them behind one another. */
const ROUND: readonly Step[] = [
  { type: "wait.duration", data: { duration: "P2D", at: "10:00" }, ports: ["out"] },
  {
    type: "branch",
    data: { cases: [band("low", 0, 10_000), band("middle", 10_000, 50_000), band("high", 50_000, 200_000)] },
    ports: ["low", "middle", "high", "else"],
  },
  {
    type: "task",
    data: { title: "推荐", script: "您好", outcomes },
    ports: ["replied", "silent", "skipped", "expired"],
  },
  {
    type: "wait.event",
    data: { on: [{ id: "spoke", event: "message.received" }], timeout: "P3D" },
    ports: ["spoke", "timeout"],
  },
  { type: "tag", data: { add: ["已跟进"] }, ports: ["out"] },
  { type: "task", data: { title: "关怀", script: "您好", purpose: "service", outcomes }, ports: ["replied", "silent"] },
  {
    type: "wait.condition",
    data: { where: { all: [fact("$.activity.daysSince", "lessThanInclusive", 3)] }, timeout: "P5D" },
    ports: ["met", "timeout"],
  },
];

function longFlow(steps: number): unknown {
  const nodes = [{ id: "n0", type: "trigger.event", position: { x: 0, y: 0 }, data: { event: "friend.added" } }];
  const edges: object[] = [];
  let open = [["n0", "out"]];
  for (let i = 1; i < steps; i++) {
    const step = ROUND[(i - 1) % ROUND.length];
    if (!step) break;
    const id = `n${i}`;
    nodes.push({ id, type: step.type, position: { x: 0, y: i }, data: step.data } as (typeof nodes)[number]); // parsed below
    for (const [source, sourceHandle] of open) edges.push({ id: `e${edges.length}`, source, sourceHandle, target: id });
    open = step.ports.map((port) => [id, port]);
  }
  const settings = { exitWhen: [{ on: "order.paid", reason: "bought" }] };
  return flowSchema.parse({ schema: FLOW_SCHEMA, id: "long", name: "长流程", settings, nodes, edges });
}

interface AnalyseRow {
  readonly work: string;
  /** Processor time, which other processes disturb less than the clock. */
  readonly p50CpuMs: number;
  readonly bestMs: number;
  readonly askedMs: string;
}

/** Compiling and analysing a flow of 500 steps, as the editor does after each pause in typing. */
export function benchAnalyse(): AnalyseRow[] {
  const flow = longFlow(STEPS);
  const { contactPolicy } = brandSettingsSchema.parse({});
  const taxonomy = taxonomySchema.parse({});
  const compile = () => compileFlow(flow, { version: 1 });
  const { compiled, diagnostics } = compile();
  if (!compiled) throw new Error(`the flow does not compile: ${diagnostics[0]?.message.en}`);
  const others = [{ ...compiled.plan, flowId: "other" }];
  const analyse = () => analyseFlow(flow, { contactPolicy, taxonomy, others });
  return [
    measure(`compile ${STEPS} steps`, compile, "–"),
    measure(`analyse ${STEPS} steps, ${analyse().length} warnings`, analyse, "–"),
    measure("both", () => [compile(), analyse()], "≤ 100"),
  ];
}

const WARM_UP = 5;

/** The first runs warm up; an editor does so with its first checks. */
function measure(work: string, run: () => unknown, askedMs: string): AnalyseRow {
  const runs = Array.from({ length: RUNS }, () => {
    const [from, cpuFrom] = [performance.now(), process.cpuUsage().user];
    run();
    return { ms: performance.now() - from, cpuMs: (process.cpuUsage().user - cpuFrom) / 1_000 };
  }).slice(WARM_UP);
  const cpu = runs.map(({ cpuMs }) => cpuMs).sort((a, b) => a - b);
  return {
    work,
    p50CpuMs: cpu[Math.floor(cpu.length / 2)] ?? 0,
    bestMs: Math.min(...runs.map(({ ms }) => ms)),
    askedMs,
  };
}
