import type { FlowService, Store } from "@sopflow/engine";
import { type Advisor, type FlowFile, flowSchema, RESUME_MODES } from "@sopflow/schemas";
import type { Dice } from "./dice.js";
import { editFlow, type FlowCustoms, makeFlow } from "./make-flows.js";

/** One thing a lead does. Done again after a failure, it ends the same. */
export interface LeadAct {
  readonly say: string;
  run(service: FlowService, store: Store): Promise<unknown>;
}

const ADVISORS: readonly Advisor[] = [
  { id: "a1", name: "小林", pools: ["default"], capacityPerDay: 2, active: true },
  { id: "a2", name: "小周", pools: ["default"], capacityPerDay: 3, active: true },
  { id: "a3", name: "小赵", pools: ["solo"], capacityPerDay: 2, active: true },
];

/** The same with room for everything. */
const UNTIRING = ADVISORS.map((advisor) => ({ ...advisor, capacityPerDay: 10_000 }));

export const advisorsOf = ({ contested }: FlowCustoms): readonly Advisor[] => (contested ? ADVISORS : UNTIRING);

const BY = "lead";

/** The lead of a story: publishes, moves people, pauses, resumes, archives, lets advisors go and come back. */
export class Lead {
  readonly #files = new Map<string, FlowFile>();
  #away: string | undefined;

  constructor(
    private readonly dice: Dice,
    private readonly customs: FlowCustoms,
  ) {}

  /** The flows that the story begins with; those the compiler refuses are thrown again. */
  async begin(service: FlowService, count: number): Promise<void> {
    for (let i = 0; this.#files.size < count; i++) {
      const file = makeFlow(this.dice, `flow-${this.#files.size}`, this.customs);
      const { compiled, diagnostics } = await service.compile(flowSchema.parse(file));
      if (i > 500) throw new Error(`no flow compiles: ${JSON.stringify(diagnostics.slice(0, 3))}`);
      if (!compiled) continue;
      this.#files.set(file.id, file);
      await service.create(file, BY);
      await service.publish(file.id, {}, BY);
    }
  }

  /** What it does next, if anything. */
  async next(service: FlowService, store: Store): Promise<LeadAct | undefined> {
    const { dice } = this;
    const flowId = dice.pick([...this.#files.keys()]);
    const draft = await store.flows.get(flowId);
    if (!draft) return undefined;
    const drawn = dice.int(0, 9);
    if (drawn === 9) return this.#staff();
    if (draft.state === "paused" && drawn < 6) {
      const mode = dice.pick(RESUME_MODES);
      const how = { mode, ...(mode === "spread" ? { hours: dice.int(1, 72) } : {}) };
      return { say: `resumes ${flowId} (${mode})`, run: (s) => s.resume(flowId, BY, how) };
    }
    if (draft.state === "live" && drawn < 3) return { say: `pauses ${flowId}`, run: (s) => s.pause(flowId, BY) };
    if (draft.state !== "archived" && drawn === 3) {
      const people = dice.pick(["finish", "exit"] as const);
      return { say: `archives ${flowId} (${people})`, run: (s) => s.archive(flowId, BY, people) };
    }
    return this.#publish(service, flowId);
  }

  /** Every flow that is paused goes on. */
  async resumeAll(store: Store): Promise<readonly LeadAct[]> {
    const paused = (await store.flows.list()).filter(({ state }) => state === "paused");
    return paused.map(({ flowId }) => ({ say: `resumes ${flowId} (run)`, run: (s) => s.resume(flowId, BY) }));
  }

  /** Every flow ends, and everybody leaves: those that were archived to be finished are published for it once more. */
  async endAll(store: Store): Promise<readonly LeadAct[]> {
    return (await store.flows.list()).map(({ flowId }) => ({
      say: `archives ${flowId} (exit)`,
      run: async (s, live) => {
        const { state } = (await live.flows.get(flowId)) ?? {};
        if (state === "archived") await s.publish(flowId, {}, BY);
        await s.archive(flowId, BY, "exit");
      },
    }));
  }

  async #publish(service: FlowService, flowId: string): Promise<LeadAct | undefined> {
    const { dice } = this;
    const before = this.#files.get(flowId);
    if (!before) return undefined;
    const file = editFlow(dice, before, this.customs);
    const parsed = flowSchema.safeParse(file);
    if (!parsed.success || !(await service.compile(parsed.data)).compiled) return undefined;
    this.#files.set(flowId, file);
    const [moves, to] = [dice.chance(0.7), dice.fork(1)];
    return {
      say: `publishes ${flowId}${moves ? " and moves people" : ""}`,
      run: async (s, store) => {
        const draft = await store.flows.get(flowId);
        if (!draft) return;
        await s.save(flowId, file, draft.revision, BY);
        await s.publish(flowId, moves ? { choices: await choose(store, file, to) } : {}, BY);
      },
    };
  }

  #staff(): LeadAct {
    const away = this.#away === undefined ? this.dice.pick(["a1", "a2"]) : undefined;
    this.#away = away;
    const advisors = advisorsOf(this.customs).map((advisor) => ({ ...advisor, active: advisor.id !== away }));
    const say = away === undefined ? "has everybody back" : `${away} is away`;
    return { say, run: (_service, store) => store.brand.saveAdvisors(advisors) };
  }
}

/** A choice for everybody inside: mostly to some node of the new version. */
async function choose(store: Store, file: FlowFile, dice: Dice) {
  const standing = await store.readSide.standing(file.id);
  const targets = file.nodes.filter(({ type }) => !type.startsWith("trigger.")).map(({ id }) => id);
  return standing
    .filter(({ state }) => state === "active")
    .map(({ version, nodeId }) => {
      const drawn = dice.int(0, 9);
      const same = targets.includes(nodeId) ? nodeId : dice.pick(targets);
      const choice =
        drawn === 0
          ? ({ do: "exit" } as const)
          : drawn < 3
            ? ({ do: "stay" } as const)
            : ({ do: "move", to: drawn < 7 ? same : dice.pick(targets) } as const);
      return { version, nodeId, choice };
    });
}
