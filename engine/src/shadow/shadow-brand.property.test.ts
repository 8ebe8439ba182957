import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EVENTS, editFlow, randomFlows, toFlowFile } from "../core/journey/random-flow.testkit.js";
import { MINUTE_MS } from "../core/time/index.js";
import { Story } from "./shadow-story.testkit.js";

const acts = fc.array(
  fc.record({
    type: fc.constantFrom(...EVENTS, "yes", "no", "skip"),
    who: fc.constantFrom("c1", "c2", "c3"),
    after: fc.integer({ min: 0, max: 40 }),
    /** The shadow catches up then. */
    reads: fc.boolean(),
  }),
  { maxLength: 14 },
);
type Acts = typeof acts extends fc.Arbitrary<infer T> ? T : never;

async function live({ world, shadows }: Story, all: Acts, isFollowed: boolean): Promise<void> {
  for (const { type, who, after, reads } of all) {
    await world.passTo(world.clock.now() + after * MINUTE_MS);
    const [task] = await world.store.tasks.query({ customerId: who, states: ["open"], limit: 1 });
    if (EVENTS.some((event) => event === type)) await world.post(type, who);
    else if (task && type === "skip") await world.post("task.skipped", who, { taskId: task.id, reason: "other" });
    else if (task) {
      const outcome = task.outcomes.length > 0 ? { outcome: type } : {};
      await world.post("task.completed", who, { taskId: task.id, ...outcome });
    }
    await world.engine.runUntilIdle();
    if (isFollowed && reads) await shadows.runUntilIdle();
  }
}

/** Two flows that would run in a circle are no draft to publish. */
const refused = (error: Error): undefined => {
  if (!error.message.startsWith("flow.has_problems")) throw error;
};

describe("a shadow in a brand that lives", () => {
  it("follows live to the letter and never differs where the draft is the live version, however late it reads", async () => {
    let played = 0;
    await fc.assert(
      fc.asyncProperty(randomFlows, acts, acts, async (flows, before, later) => {
        const [live0, ...others] = flows.map((flow) => toFlowFile(flow));
        if (!live0) return;
        const story = await Story.create({ live: live0, flows: others });
        try {
          await live(story, before, false);
          const begun = await story.begin(live0).catch(refused);
          if (!begun) return;
          played += 1;
          await live(story, later, true);
          await story.world.passTo(story.world.clock.now() + 300 * MINUTE_MS);
          await story.shadows.runUntilIdle();
          const shadow = await story.shadows.get(live0.id);
          expect(shadow?.counts.filter(({ kind }) => !kind.startsWith("same_"))).toEqual([]);
          expect(shadow).toMatchObject({ failed: 0, astray: 0, undecided: 0, behind: 0 });
        } finally {
          await story.world.dispose();
        }
      }),
      { numRuns: 15 },
    );
    expect(played).toBeGreaterThan(5);
  });

  it("comes to the same whether it reads at once or long afterwards", async () => {
    const edits = fc.tuple(randomFlows, randomFlows, fc.array(fc.boolean(), { maxLength: 8 }));
    await fc.assert(
      fc.asyncProperty(edits, acts, async ([flows, drafts, replaced], later) => {
        const [flow, draft] = [flows[0], drafts[0]];
        if (!flow || !draft) return;
        const told: unknown[] = [];
        for (const reads of [true, false]) {
          const story = await Story.create({ live: toFlowFile(flow), flows: flows.slice(1).map(toFlowFile) });
          try {
            const begun = await story.begin(toFlowFile(editFlow(flow, draft, replaced))).catch(refused);
            if (!begun) return;
            const paced = later.map((act) => ({ ...act, reads }));
            await live(story, paced, true);
            await story.world.passTo(story.world.clock.now() + 300 * MINUTE_MS);
            await story.shadows.runUntilIdle();
            const shadow = await story.shadows.get(flow.id);
            const { items } = await story.shadows.differences(flow.id, { limit: 200 });
            told.push([shadow?.counts, items]);
          } finally {
            await story.world.dispose();
          }
        }
        expect(told[1]).toEqual(told[0]);
      }),
      { numRuns: 10 },
    );
  });
});
