import type { Customer, Enrollment, FlowFile, JsonObject } from "@sopflow/schemas";
import type { PlanNode, Program } from "../flow/index.js";
import { bucketOf } from "../journey/ids.js";
import { contextOf, cst, Play } from "../journey/journey.testkit.js";
import { DAY_MS, MINUTE_MS } from "../time/index.js";
import { TEMPLATE_ATTRIBUTES } from "./template-attributes.js";

/** Something that happens to the customer 20 s after the last move, `atNode` or `after` (ms since START). */
export interface Happening {
  readonly event: string;
  readonly props?: JsonObject;
  readonly atNode?: string;
  readonly after?: number;
}

/**
 * `node:choice`: an outcome of its task, `skipped`, `expired`, an event of its wait, or `timeout`. `by`: what makes a
 * wait go on, where its own event without properties does not.
 */
export type Choice = string | { readonly take: string; readonly fields?: JsonObject; readonly by?: Happening };

/** One customer's way through a flow; when the route is over, tasks are left to expire and waits to time out. */
export interface Scenario {
  readonly title: string;
  /** What is known of the customer beforehand. */
  readonly before?: (customer: Customer, start: number) => void;
  /** What happened before, with the flow published already. */
  readonly history?: readonly Happening[];
  /** Another person than everyone's, whose bucket differs. */
  readonly customerId?: string;
  readonly enter: Happening | { readonly schedule: string };
  readonly route: readonly (Choice | Happening)[];
  /** Nodes that must be visited, in this order, others between them allowed. */
  readonly through?: readonly string[];
  /** How it ends: `completed` or the reason of the exit. */
  readonly ends: string;
}

export interface Played {
  readonly play: Play;
  /** `node:port` of every way taken. */
  readonly ports: readonly string[];
  readonly nodes: readonly string[];
  readonly ends: string | undefined;
  readonly texts: readonly string[];
  /** `node/script`, or `node/slot/script`. */
  readonly scripts: readonly string[];
}

/** A Wednesday, inside every contact window. */
export const START = cst("2026-06-03 09:30");
const MAX_TICKS = 400;
/** Shorter than the shortest wait of a template. */
const REACTION_MS = 20_000;

const SETTINGS = { attributes: TEMPLATE_ATTRIBUTES };
const PRODUCT = { sku: "sku-1", name: "营养粉", daysOfSupply: 30 };
const ADVISOR = { name: "小林", capacityPerDay: 80, active: true };
const ADVISORS = [
  { ...ADVISOR, id: "advisor-1", pools: ["default"] },
  { ...ADVISOR, id: "advisor-2", pools: ["nutritionist", "after-sale", "lead"] },
];

/** One template, published in a brand with the default contact policy. */
export const brandWith = (file: FlowFile) =>
  contextOf({ flows: [file], settings: SETTINGS, products: [PRODUCT], advisors: ADVISORS });

type Brand = ReturnType<typeof brandWith>;

/** Plays one scenario through the real engine in virtual time. */
export function playScenario(scenario: Scenario, program: Program, brand: Brand): Played {
  const player = new Player(program, brand, scenario.customerId ?? TREATED);
  scenario.before?.(player.play.customer, START);
  player.play.published(program.flowId);
  for (const happening of scenario.history ?? []) player.happen(happening);
  player.enter(scenario.enter);
  for (const move of scenario.route) {
    if (typeof move === "object" && "event" in move) player.happen(move);
    else player.choose(move);
  }
  player.until("the end", () => player.enrollment === undefined);
  return player.result();
}

/** Who asks to be left alone leaves every flow at once, by no port (FLOW-FORMAT §4.8). */
export const leavesAllFlows = (node: PlanNode | undefined, port: string): boolean =>
  node?.type === "task" && node.data.outcomes.some((o) => o.id === port && o.intent === "do_not_disturb");

/** The first made-up person whose buckets lie in the given range for all these experiments. */
export function personWith(experiments: readonly string[], from: number, to: number): string {
  for (let i = 1; ; i++) {
    const inRange = (experiment: string) => {
      const bucket = bucketOf(`customer-${i}`, experiment);
      return bucket >= from && bucket < to;
    };
    if (experiments.every(inRange)) return `customer-${i}`;
  }
}

/** In no holdout of any template. */
const TREATED = personWith(["first-order", "wake-up", "campaign"], 0, 9_000);

class Player {
  readonly play: Play;
  /** How often each way has been chosen. */
  readonly #chosen = new Map<string, number>();

  constructor(
    readonly program: Program,
    brand: Brand,
    customerId: string,
  ) {
    this.play = new Play(brand, START, customerId);
    this.play.customer.createdAt = START - 90 * DAY_MS;
    this.play.customer.advisorId = "advisor-1";
    this.play.customer.name = "李女士";
  }

  get enrollment(): Enrollment | undefined {
    return this.play.customer.enrollments.find((e) => e.flowId === this.program.flowId && e.state === "active");
  }

  enter(how: Scenario["enter"]): void {
    if ("event" in how) this.play.event(how.event, how.props ?? {});
    else this.play.schedule(this.program.flowId, how.schedule);
    if (this.play.trace("entered").length === 0) {
      throw new Error(`Did not enter: ${JSON.stringify(this.play.trace("refused").map((t) => t.detail))}`);
    }
  }

  happen({ event, props = {}, atNode, after }: Happening): void {
    if (atNode !== undefined) this.until(`standing at ${atNode}`, () => this.enrollment?.nodeId === atNode);
    if (after !== undefined) {
      this.until("that time", () => (this.play.wakeAt ?? Number.POSITIVE_INFINITY) > START + after);
      this.play.until(START + after);
    } else this.play.now += REACTION_MS;
    this.play.event(event, props);
  }

  choose(choice: Choice): void {
    const { take, fields, by }: Exclude<Choice, string> = typeof choice === "string" ? { take: choice } : choice;
    const [nodeId = "", port = ""] = take.split(":");
    const taken = () => this.play.path.filter((way) => way === take).length;
    const before = this.#chosen.get(take) ?? 0;
    this.#chosen.set(take, before + 1);
    const node = this.program.plan.nodes[nodeId];
    if (node?.type === "task" && port !== "stale") {
      const task = this.openTask(nodeId);
      if (port !== "expired") this.play.now += 10 * MINUTE_MS;
      if (port === "skipped") this.play.event("task.skipped", { taskId: task, reason: "just_talked" });
      else if (port !== "expired") this.play.complete(task, port, fields === undefined ? {} : { fields });
    } else if (taken() > before) {
      return; // an instant node was passed by the move before
    } else if (by !== undefined) {
      this.happen({ atNode: nodeId, ...by });
    } else if (node?.type === "wait.event" && port !== "timeout") {
      this.happen({ atNode: nodeId, event: node.data.on.find((o) => o.id === port)?.event ?? "" });
    }
    this.until(`leaving by ${take}`, () => taken() > before || this.enrollment === undefined);
    if (taken() === before && !leavesAllFlows(node, port)) {
      throw new Error(`${take} was not taken; ways: ${this.play.path.join(" ")}`);
    }
  }

  until(what: string, reached: () => boolean): void {
    for (let i = 0; !reached(); i++) {
      const { wakeAt } = this.play;
      if (wakeAt === null || i > MAX_TICKS) {
        throw new Error(`Waited in vain for ${what}; ways: ${this.play.path.join(" ")}`);
      }
      this.play.until(Math.max(this.play.now, wakeAt));
    }
  }

  result(): Played {
    const { play } = this;
    const end = play.trace().findLast((t) => ["completed", "exited", "failed"].includes(t.what));
    return {
      play,
      ports: play.path,
      nodes: play.trace("arrived").map((t) => t.nodeId),
      ends: end?.what === "exited" ? String(end.detail?.reason) : end?.what,
      texts: [
        ...play.tasks.flatMap((task) => [task.title, task.text]),
        ...play.effects.flatMap((e) => (e.kind === "notify" ? [e.text] : [])),
      ],
      scripts: play.tasks.map((t) => [t.nodeId, ...(t.slotId ? [t.slotId] : []), t.scriptId].join("/")),
    };
  }

  /** The open task of a node, once it has been issued. */
  openTask(nodeId: string): string {
    const find = () => this.enrollment?.tasks.find((t) => t.nodeId === nodeId)?.id;
    this.until(`an open task of ${nodeId}`, () => find() !== undefined);
    return find() ?? "";
  }
}
