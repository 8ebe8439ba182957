import { instantWaker, type Waker } from "@sopflow/engine";
import { expect, it, vi } from "vitest";
import { NOON, startTestApi } from "../test-api.testkit.js";
import { startDemoStream } from "./demo-stream.js";
import { claimDemo, seedDemo } from "./seed-demo.js";

const MINUTE_MS = 60_000;

it("a demo brand has people inside its flows, and events go on arriving when their time has come", async () => {
  const world = await startTestApi();
  const { store, engine, clock } = world;
  const customers = 800;
  try {
    await claimDemo(store, NOON);
    await seedDemo({ store, until: NOON, customers, liveDays: 1 });
    await engine.start();
    clock.advance(2 * MINUTE_MS);
    await engine.runUntilIdle();
    expect(await store.tasks.count({})).toBeGreaterThan(0);

    let tick = () => {};
    const waker: Waker = {
      ...instantWaker,
      everySecond: (wake) => {
        tick = wake;
        return () => {
          tick = () => {};
        };
      },
    };
    const errors: unknown[] = [];
    const onError = (error: unknown) => void errors.push(error);
    const end = await startDemoStream({ store, engine, clock, waker, onError, customers });
    const before = await store.log.lastSeq();
    tick();
    expect(await store.log.lastSeq()).toBe(before);
    clock.advance(30 * MINUTE_MS);
    tick();
    // The stream posts on its own; a busy machine may take its time.
    await vi.waitFor(async () => expect(await store.log.lastSeq()).toBeGreaterThan(before), { timeout: 20_000 });
    end();
    clock.advance(10 * MINUTE_MS);
    tick();
    await engine.runUntilIdle();
    expect(errors).toEqual([]);
  } finally {
    await world.close();
  }
});
