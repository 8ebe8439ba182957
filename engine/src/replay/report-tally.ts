import type { Customer, Task } from "@sopflow/schemas";
import type { CompiledFlow } from "../core/flow/program.js";
import { type AddCount, type CounterMetric, countEffect } from "../core/journey/counters.js";
import type { Effect } from "../core/journey/effect.js";
import { formatDayNumber, localDayNumber } from "../core/time/index.js";
import type { Counts, FlowReport, NodeReport, TasksReport } from "./backtest-report.js";

/** Nobody was there to take the task. */
const UNASSIGNED = "unassigned";

class Counter {
  readonly #counts = new Map<string, number>();

  add(key: string, by = 1): void {
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + by);
  }

  get total(): number {
    let total = 0;
    for (const count of this.#counts.values()) total += count;
    return total;
  }

  /** `first` names keys that are there in any case, in their order; the others follow by name. */
  toCounts(first: readonly string[] = []): Counts {
    const others = [...this.#counts.keys()].filter((key) => !first.includes(key)).sort();
    return Object.fromEntries([...first, ...others].map((key) => [key, this.#counts.get(key) ?? 0]));
  }
}

/** Everything that is counted of one flow; which part of a count says what is `record`'s business. */
class FlowTally {
  readonly zone: string;
  readonly byMetric = new Map<CounterMetric, Map<string, Counter>>();
  readonly waiting = new Counter();
  readonly taskNodes = new Counter();
  readonly taskDays = new Map<number, number>();
  readonly taskAdvisors = new Counter();
  readonly taskStates = new Counter();

  constructor(readonly flow: CompiledFlow) {
    this.zone = flow.plan.settings.timezone;
  }

  /** Counts of one metric at one node, by key. */
  at(metric: CounterMetric, nodeId: string): Counter {
    let nodes = this.byMetric.get(metric);
    if (!nodes) {
      nodes = new Map();
      this.byMetric.set(metric, nodes);
    }
    let counter = nodes.get(nodeId);
    if (!counter) {
      counter = new Counter();
      nodes.set(nodeId, counter);
    }
    return counter;
  }

  /** Counts of one metric over all nodes, by key. */
  over(metric: CounterMetric): Counter {
    const sum = new Counter();
    for (const counter of this.byMetric.get(metric)?.values() ?? []) {
      for (const [key, count] of Object.entries(counter.toCounts())) sum.add(key, count);
    }
    return sum;
  }

  report(): FlowReport {
    const nodes = Object.values(this.flow.plan.nodes).map((node): [string, NodeReport] => [
      node.id,
      {
        entered: this.at("arrived", node.id).total,
        waiting: this.waiting.toCounts()[node.id] ?? 0,
        out: this.at("left", node.id).toCounts(Object.keys(node.next)),
      },
    ]);
    return {
      flowId: this.flow.flowId,
      version: this.flow.version,
      entered: this.over("entered").total,
      completed: this.over("completed").total,
      exited: this.over("exited").toCounts(),
      failed: this.over("failed").total,
      active: this.waiting.total,
      nodes: Object.fromEntries(nodes),
      tasks: this.#tasks(),
      goals: this.over("goal").toCounts(this.flow.plan.settings.goals.map((goal) => goal.id)),
      refused: this.over("refused").toCounts(),
      deferred: this.over("deferred").toCounts(),
      dropped: this.over("dropped").toCounts(),
    };
  }

  #tasks(): TasksReport {
    const days = [...this.taskDays].sort((a, b) => a[0] - b[0]);
    let busiest: readonly [day: number, count: number] | undefined;
    for (const day of days) if (busiest === undefined || day[1] > busiest[1]) busiest = day;
    return {
      total: this.taskNodes.total,
      byNode: this.taskNodes.toCounts(),
      byDay: Object.fromEntries(days.map(([day, count]) => [formatDayNumber(day), count])),
      byAdvisor: this.taskAdvisors.toCounts(),
      byState: this.taskStates.toCounts(["open"]),
      ...(busiest === undefined ? {} : { busiestDay: { date: formatDayNumber(busiest[0]), count: busiest[1] } }),
    };
  }
}

/** Counts a replay's effects as they come, so that none of them need be kept. */
export class ReportTally {
  readonly #flows: ReadonlyMap<string, FlowTally>;
  readonly #alerts = new Counter();
  readonly #add: AddCount = (flowId, _version, nodeId, metric, key) => {
    this.#flows.get(flowId)?.at(metric, nodeId).add(key);
  };

  constructor(flows: readonly CompiledFlow[]) {
    this.#flows = new Map(flows.map((flow) => [flow.flowId, new FlowTally(flow)]));
  }

  /** Counts what needs no look at the task list. */
  count(effect: Effect): void {
    if (effect.kind === "trace") countEffect(effect, this.#add);
    else if (effect.kind === "alert") this.#alerts.add(effect.code);
  }

  issued(task: Task, advisorId: string | undefined): void {
    const flow = this.#flows.get(task.flowId);
    if (!flow) return;
    const day = localDayNumber(flow.zone, task.issuedAt);
    flow.taskNodes.add(task.nodeId);
    flow.taskDays.set(day, (flow.taskDays.get(day) ?? 0) + 1);
    flow.taskAdvisors.add(advisorId ?? UNASSIGNED);
    flow.taskStates.add("open");
  }

  closed(flowId: string, state: string): void {
    const states = this.#flows.get(flowId)?.taskStates;
    states?.add("open", -1);
    states?.add(state);
  }

  /** Counts where a customer stands at the end. */
  stands(customer: Customer): void {
    for (const { state, flowId, nodeId } of customer.enrollments) {
      if (state === "active") this.#flows.get(flowId)?.waiting.add(nodeId);
    }
  }

  get alerts(): Counts {
    return this.#alerts.toCounts();
  }

  flows(): FlowReport[] {
    return [...this.#flows.values()].map((flow) => flow.report());
  }
}
