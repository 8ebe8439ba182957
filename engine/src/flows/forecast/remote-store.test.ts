import { describe, expect, it } from "vitest";
import { EngineWorld } from "../../worker/engine.testkit.js";
import { remoteStore, serveStore } from "./remote-store.js";

describe("a store that is asked from another thread", () => {
  it("answers as the store itself does, and tells its failures", async () => {
    const world = await EngineWorld.create({ now: Date.UTC(2026, 2, 2, 2) });
    try {
      await world.post("message.received", "c1");
      await world.engine.runUntilIdle();
      const { store, onReply } = remoteStore((call) => {
        // What goes from thread to thread is copied.
        void serveStore(world.store, structuredClone(call)).then((reply) => onReply(structuredClone(reply)));
      });
      const [ids, count] = await Promise.all([store.customers.pageIds("", 10), store.customers.count()]);
      expect([ids, count]).toEqual([["c1"], 1]);
      expect(await store.customers.load(ids)).toEqual(await world.store.customers.load(ids));
      await expect(Reflect.get(store.customers, "nothing")()).rejects.toThrow("the store has no customers.nothing");
    } finally {
      await world.dispose();
    }
  });
});
