import { afterEach, describe, expect, it } from "vitest";
import type { RecordStore, Store } from "../store/index.js";
import { personKind, shadowHeaders } from "./shadow-records.js";
import { careFlow, Story } from "./shadow-story.testkit.js";

class Died extends Error {}

let story: Story;
afterEach(() => story.world.dispose());

const PEOPLE = 30;

/** What a shadow finds in a brand that lived while it was away. */
async function liveWithout(): Promise<void> {
  story = await Story.create();
  for (let i = 0; i < 4; i += 1) await story.join(`early${i}`);
  await story.begin(careFlow({ tag: "新客", words: "早", wait: "PT20H" }));
  for (let i = 0; i < PEOPLE; i += 1) {
    await story.join(`c${i}`, i % 3 === 0 ? "贵宾" : "新客");
    if (i % 10 === 9) await story.pass(10);
  }
  await story.pass(12);
  for (let i = 0; i < PEOPLE; i += 7)
    await story.world.post("order.paid", `c${i}`, { orderId: `o${i}`, amount: 9_900 });
  await story.world.engine.runUntilIdle();
  await story.pass(24 * 4);
}

/** Everything the shadow has written so far, to begin from again and again. */
async function keep(records: RecordStore): Promise<() => Promise<void>> {
  const [header] = await shadowHeaders(records).list({ limit: 10 });
  if (!header) throw new Error("there is no shadow");
  const kinds = ["flow.shadow", personKind(header.doc.id), personKind(header.doc.id).replace("person", "difference")];
  const kept = await Promise.all(kinds.map((kind) => records.list(kind, { limit: 1_000 })));
  return async () => {
    for (const [i, kind] of kinds.entries()) {
      const now = await records.list(kind, { limit: 1_000 });
      await records.put(
        kind,
        now.map(({ id }) => ({ id })),
      );
      await records.put(
        kind,
        (kept[i] ?? []).map(({ revision: _revision, ...row }) => row),
      );
    }
  };
}

/** A store whose records die once, on one side or the other of a write. */
function dying(store: Store, dieAt: number, told: { points: number }): Store {
  const put: RecordStore["put"] = async (kind, writes) => {
    const point = () => {
      told.points += 1;
      if (told.points === dieAt) throw new Died();
    };
    point();
    const answers = await store.records.put(kind, writes);
    point();
    return answers;
  };
  return { ...store, records: { ...store.records, put } };
}

async function outcome(): Promise<unknown> {
  const { counts, people, undecided, failed, astray } = await story.shadow();
  return { counts, people, undecided, failed, astray, differences: await story.list() };
}

describe("a shadow that is killed", () => {
  it("comes to the same differences, each once, wherever it was killed and started again", async () => {
    await liveWithout();
    const { store } = story.world;
    const again = await keep(store.records);
    const told = { points: 0 };
    story.restart((inner) => dying(inner, 0, told));
    const expected = await outcome();
    expect(Object.keys(await story.differing()).length).toBeGreaterThan(4);
    const { points } = told;
    expect(points).toBeGreaterThan(15);
    for (let dieAt = 1; dieAt <= points; dieAt += 1) {
      await again();
      story.restart((inner) => dying(inner, dieAt, { points: 0 }));
      await expect(story.shadows.runUntilIdle(), `at write ${dieAt}`).rejects.toThrow(Died);
      story.restart();
      expect(await outcome(), `killed at write ${dieAt}`).toEqual(expected);
    }
  });
});
