import { createFlowService, type FlowAnswer, type FlowService, type FlowVersion } from "@sopflow/engine";
import type { FlowFile, Task } from "@sopflow/schemas";
import { afterEach } from "vitest";
import { EngineWorld, type WorldOptions } from "../../../engine/src/worker/engine.testkit.js";
import type { HarnessFactory } from "../contract/store-harness.js";

export { flowOf, sentTask, waitingTask } from "../../../engine/src/core/journey/flows.testkit.js";
export { cst, openPolicy } from "../../../engine/src/core/journey/journey.testkit.js";
export { EngineWorld } from "../../../engine/src/worker/engine.testkit.js";

/** Makes an engine over a store of the kind under test; every one is taken down after its test. */
export type MakeWorld = (options: WorldOptions) => Promise<EngineWorld>;

export function freshWorlds(create: HarnessFactory): MakeWorld {
  const made: EngineWorld[] = [];
  afterEach(async () => {
    for (const world of made.splice(0)) await world.dispose();
  });
  return async (options) => {
    const world = await EngineWorld.create({ place: await create(), ...options });
    made.push(world);
    return world;
  };
}

/** A lead at work on this world's flows, with everything a publish checks. */
export class Lead {
  readonly #service: FlowService;

  constructor(readonly world: EngineWorld) {
    const { store, clock, engine } = world;
    this.#service = createFlowService({ store, clock, engine });
  }

  /** Saves the file as the flow's draft and publishes it. */
  async publish(file: FlowFile, options: Parameters<FlowService["publish"]>[1] = {}): Promise<FlowVersion> {
    const draft = await this.world.store.flows.get(file.id);
    if (draft) done(await this.#service.save(file.id, file, draft.revision, "lead"));
    else done(await this.#service.create(file, "lead"));
    const version = done(await this.#service.publish(file.id, options, "lead"));
    await this.world.engine.runUntilIdle();
    return version;
  }

  async pause(flowId: string): Promise<void> {
    done(await this.#service.pause(flowId, "lead"));
    await this.world.engine.runUntilIdle();
  }

  async resume(flowId: string, how: NonNullable<Parameters<FlowService["resume"]>[2]>): Promise<void> {
    done(await this.#service.resume(flowId, "lead", how));
    await this.world.engine.runUntilIdle();
  }
}

function done<T>(answer: FlowAnswer<T>): T {
  if (answer.status !== "ok") throw new Error(`${answer.code}: ${JSON.stringify(answer.diagnostics)}`);
  return answer.value;
}

/** One line per task: who, title, state, when it was issued. */
export async function taskLines(world: EngineWorld): Promise<[string, string, Task["state"], number][]> {
  const tasks = await world.tasks();
  return tasks
    .map(({ customerId, title, state, issuedAt }): [string, string, Task["state"], number] => [
      customerId,
      title,
      state,
      issuedAt,
    ])
    .sort((a, b) => (a.join() < b.join() ? -1 : 1));
}

/** Where this person stands: `flow@version/node` of each enrollment that goes on. */
export async function standing(world: EngineWorld, id: string): Promise<string[]> {
  const { enrollments } = await world.customer(id);
  return enrollments.filter((e) => e.state === "active").map((e) => `${e.flowId}@${e.version}/${e.nodeId}`);
}

/** The task of that title which this person has open. */
export async function openTask(world: EngineWorld, customerId: string): Promise<Task> {
  const [task] = await world.store.tasks.query({ customerId, states: ["open"], limit: 1 });
  if (!task) throw new Error(`${customerId} has no open task`);
  return task;
}
