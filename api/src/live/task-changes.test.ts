import type { Task } from "@sopflow/schemas";
import { describe, expect, it } from "vitest";
import { TaskChanges } from "./task-changes.js";

const turn = () => new Promise((resolve) => setImmediate(resolve));

function make() {
  const pauses: (() => void)[] = [];
  let loads = 0;
  const load = async (ids: readonly string[]) => {
    loads += 1;
    return ids.map((id) => ({ id, advisorId: id.split("-")[0] }) as Task); // only the owner is looked at
  };
  const changes = new TaskChanges({
    store: { tasks: { load } as never }, // nothing else is asked of it
    sleep: () => new Promise((end) => void pauses.push(end)),
    onError: () => {},
  });
  return { changes, pauses, loads: () => loads };
}

describe("changes of tasks", () => {
  it("are told to their advisor and to who watches everybody, not to others", async () => {
    const { changes } = make();
    const told: string[] = [];
    changes.watch("amy", () => told.push("amy"));
    changes.watch("bob", () => told.push("bob"));
    changes.watch(undefined, () => told.push("lead"));
    changes.changed(["amy-1", "amy-2"]);
    await turn();
    expect(told).toEqual(["amy", "lead"]);
  });

  it("that come together are told together, and cost nothing while nobody watches", async () => {
    const { changes, pauses, loads } = make();
    changes.changed(["amy-1"]);
    await turn();
    expect(loads()).toBe(0);
    let told = 0;
    const stop = changes.watch("amy", () => {
      told += 1;
    });
    changes.changed(["amy-1"]);
    await turn();
    for (let i = 0; i < 5; i++) changes.changed([`amy-${i}`]);
    await turn();
    expect(told).toBe(1);
    pauses[0]?.();
    await turn();
    expect([told, loads()]).toEqual([2, 2]);
    stop();
    pauses[1]?.();
    await turn();
    changes.changed(["amy-9"]);
    await turn();
    expect([told, loads()]).toEqual([2, 2]);
  });
});
