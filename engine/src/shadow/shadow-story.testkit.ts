import { type FlowFile, flowSchema, type Shadow } from "@sopflow/schemas";
import { flowOf, sentTask, waitingTask } from "../core/journey/flows.testkit.js";
import { HOUR_MS } from "../core/time/index.js";
import type { Store } from "../store/index.js";
import { instantWaker } from "../worker/clock.js";
import { EngineWorld } from "../worker/engine.testkit.js";
import { createShadows, type Shadows } from "./shadows.js";

export const T0 = Date.UTC(2026, 2, 2, 2);

export interface Edit {
  /** Tag that leads the first way; default 贵宾. */
  readonly tag?: string;
  readonly words?: string;
  readonly wait?: string;
  readonly exits?: boolean;
  readonly asks?: string;
}

/** Greets by tag, waits a day, asks; people who buy leave. */
export const careFlow = ({
  tag = "贵宾",
  words = "您好",
  wait = "P1D",
  exits = true,
  asks = "PT2H",
}: Edit = {}): FlowFile =>
  flowOf(
    "care",
    [
      ["t", "trigger.event", { event: "friend.added" }],
      [
        "b",
        "branch",
        {
          cases: [
            {
              id: "vip",
              label: "贵宾",
              where: { all: [{ fact: "customer", path: "$.tags", operator: "contains", value: tag }] },
            },
          ],
        },
      ],
      ["k1", "task", sentTask({ script: words })],
      ["k2", "task", sentTask({ script: "欢迎" })],
      ["w", "wait.duration", { duration: wait }],
      ["k3", "task", waitingTask(["yes", "no"], { expireIn: asks, dueIn: "PT1H" })],
      ["x", "wait.duration", { duration: "P2D" }],
    ],
    ["t:out>b", "b:vip>k1", "b:else>k2", "k1:out>w", "k2:out>w", "w:out>k3", "k3:yes>x"],
    { exitWhen: exits ? [{ on: "order.paid", reason: "purchased" }] : [] },
  );

export interface StoryOptions {
  readonly people?: number;
  readonly flows?: readonly FlowFile[];
  readonly live?: FlowFile;
  readonly wrap?: (store: Store) => Store;
}

/** A brand in which `care` is live, and a shadow of its draft. */
export class Story {
  private constructor(
    readonly world: EngineWorld,
    public shadows: Shadows,
  ) {}

  static async create({ live = careFlow(), flows = [] }: StoryOptions = {}): Promise<Story> {
    const world = await EngineWorld.create({ now: T0, flows: [...flows, live] });
    await world.engine.runUntilIdle();
    return new Story(world, shadowsOf(world, world.store));
  }

  /** Another process goes on; the store may be one that fails. */
  restart(wrap: (store: Store) => Store = (store) => store): void {
    this.shadows = shadowsOf(this.world, wrap(this.world.store));
  }

  async begin(draft: FlowFile, days = 30, maxPeople?: number): Promise<Shadow> {
    const { store, clock } = this.world;
    const flow = flowSchema.parse(draft);
    const expectedRevision = (await store.flows.get(flow.id))?.revision ?? 0;
    await store.flows.save({ flow, expectedRevision, at: clock.now(), by: "test" });
    const answer = await this.shadows.begin(flow.id, { days, by: "test", ...(maxPeople && { maxPeople }) });
    if (answer.status !== "ok") throw new Error(`${answer.code} ${JSON.stringify(answer.diagnostics)}`);
    // People are copied as they are now; what comes later is read from the log, however late.
    return this.shadow(flow.id);
  }

  async join(id: string, ...tags: string[]): Promise<void> {
    if (tags.length > 0) await this.world.post("tag.added", id, { tag: tags[0] ?? "" });
    await this.world.post("friend.added", id, { advisorId: "a1" });
    await this.world.engine.runUntilIdle();
  }

  /** Time goes by for the engine, and in one leap for the shadow behind it. */
  async pass(hours: number): Promise<void> {
    await this.world.passTo(this.world.clock.now() + hours * HOUR_MS);
  }

  async shadow(flowId = "care"): Promise<Shadow> {
    await this.shadows.runUntilIdle();
    const shadow = await this.shadows.get(flowId);
    if (!shadow) throw new Error("there is no shadow");
    return shadow;
  }

  /** `kind/node` of the sums that are no agreements, with how often. */
  async differing(): Promise<Record<string, number>> {
    const { counts } = await this.shadow();
    const differing = counts.filter(({ kind }) => !kind.startsWith("same_"));
    return Object.fromEntries(differing.map(({ kind, nodeId, count }) => [`${kind}/${nodeId}`, count]));
  }

  async list() {
    return (await this.shadows.differences("care", { limit: 200 })).items;
  }
}

const shadowsOf = (world: EngineWorld, store: Store): Shadows =>
  createShadows({ store, engine: world.engine, clock: world.clock, waker: instantWaker });
