import type { Advisor, BacktestOutcome, BrandSettings, Product, Task, Taxonomy } from "@sopflow/schemas";
import type { CompiledFlow } from "../../core/flow/index.js";
import { takesCapacity } from "../../core/journey/advisor-room.js";
import { formatDayNumber, localDayNumber } from "../../core/time/index.js";
import { type BacktestProgress, replay } from "../backtest.js";
import type { FlowReport } from "../backtest-report.js";
import type { ReplayEvent } from "../replay-event.js";

/** All that a back-test of a draft needs, as plain data: it travels to another thread. */
export interface VersionsToCompare {
  readonly events: readonly ReplayEvent[];
  readonly draft: CompiledFlow;
  /** The version that is live, if any. */
  readonly live?: CompiledFlow;
  /** Last moment of the replay, epoch ms. */
  readonly until: number;
  readonly settings: BrandSettings;
  readonly products: readonly Product[];
  readonly advisors: readonly Advisor[];
  readonly taxonomy: Taxonomy;
}

export interface ComparedVersions {
  readonly customers: number;
  readonly draft: BacktestOutcome;
  readonly live?: BacktestOutcome;
}

/** Replays the same history by the draft and by the live version. `onProgress` is told the share done, 0 to 1. */
export async function compareVersions(
  work: VersionsToCompare,
  onProgress: (share: number) => void,
  signal?: AbortSignal,
): Promise<ComparedVersions> {
  const rounds = work.live ? 2 : 1;
  const share = (round: number) => (progress: BacktestProgress) =>
    onProgress((round + progress.events / Math.max(1, progress.totalEvents)) / rounds);
  const draft = await playVersion(work, work.draft, share(0), signal);
  const live = work.live && (await playVersion(work, work.live, share(1), signal));
  return { customers: draft.customers, draft: draft.outcome, ...(live && { live: live.outcome }) };
}

async function playVersion(
  { events, until, settings, products, advisors, taxonomy }: VersionsToCompare,
  flow: CompiledFlow,
  onProgress: (progress: BacktestProgress) => void,
  signal: AbortSignal | undefined,
): Promise<{ readonly customers: number; readonly outcome: BacktestOutcome }> {
  const contacts = new ContactCounts(settings.timezone, advisors);
  const options = {
    flows: [flow],
    events: [events],
    until,
    settings,
    products,
    advisors,
    taxonomy,
    onProgress,
    signal,
  };
  const { report } = await replay({ ...options, onTask: (task) => contacts.add(task) });
  const [done] = report.flows;
  if (!done) throw new Error("the replay told nothing of its flow");
  return { customers: report.customers, outcome: { ...outcomeOf(done), ...contacts.result() } };
}

function outcomeOf(flow: FlowReport): Omit<BacktestOutcome, "advisors" | "overContacts"> {
  const { version, entered, completed, active, tasks } = flow;
  const deferred = Object.values(flow.deferred).reduce((sum, count) => sum + count, 0);
  const nodes = Object.entries(flow.nodes).map(([nodeId, node]) => ({
    nodeId,
    entered: node.entered,
    waiting: node.waiting,
    tasks: tasks.byNode[nodeId] ?? 0,
  }));
  return { version, entered, completed, active, tasks: tasks.total, deferred, nodes };
}

/** Chats and calls by advisor and by customer, day by day. */
class ContactCounts {
  readonly #tasks = new Map<string, number>();
  readonly #byDay = new Map<string, Map<number, number>>();
  readonly #people = new Map<string, number>();

  constructor(
    readonly zone: string,
    readonly advisors: readonly Advisor[],
  ) {}

  add(task: Task): void {
    const key = task.advisorId ?? "";
    this.#tasks.set(key, (this.#tasks.get(key) ?? 0) + 1);
    if (!takesCapacity(task)) return;
    const day = localDayNumber(this.zone, task.issuedAt);
    const days = this.#byDay.get(key) ?? new Map<number, number>();
    this.#byDay.set(key, days.set(day, (days.get(day) ?? 0) + 1));
    const person = `${day}/${task.customerId}`;
    this.#people.set(person, (this.#people.get(person) ?? 0) + 1);
  }

  result(): Pick<BacktestOutcome, "advisors" | "overContacts"> {
    const capacities = new Map(this.advisors.map(({ id, capacityPerDay }) => [id, capacityPerDay]));
    const advisors = [...this.#tasks].map(([advisorId, tasks]) => {
      const days = [...(this.#byDay.get(advisorId) ?? [])].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
      const capacity = capacities.get(advisorId) ?? Number.POSITIVE_INFINITY;
      const [most] = days;
      return {
        ...(advisorId === "" ? {} : { advisorId }),
        tasks,
        overDays: days.filter(([, count]) => count > capacity).length,
        ...(most && { busiest: { date: formatDayNumber(most[0]), contacts: most[1] } }),
      };
    });
    const overContacts = [...this.#people.values()].filter((count) => count > 1).length;
    return { advisors: advisors.sort((a, b) => b.tasks - a.tasks), overContacts };
  }
}
