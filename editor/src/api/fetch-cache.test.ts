import { describe, expect, it } from "vitest";
import { FetchCache } from "./fetch-cache.js";

describe("answers by key", () => {
  it("asks once for who asks at the same time", async () => {
    let asked = 0;
    const cache = new FetchCache(() => 100);
    const load = async () => ++asked;
    await Promise.all([cache.fetch("a", load), cache.fetch("a", load)]);
    expect(cache.read("a")).toEqual({ data: 1, error: undefined, isFetching: false, askedAt: 100 });
  });

  it("keeps what was known when asking again fails", async () => {
    const cache = new FetchCache(() => 1);
    await cache.fetch("a", async () => "old");
    await cache.fetch("a", () => Promise.reject(new Error("offline")));
    expect(cache.read("a")).toMatchObject({ data: "old", error: new Error("offline"), isFetching: false });
  });

  it("grows old with time and at once when told to, by the beginning of its key", async () => {
    let now = 1_000;
    const cache = new FetchCache(() => now);
    await cache.fetch("tasks a1", async () => []);
    await cache.fetch("customer c1", async () => ({}));
    now += 50;
    expect([cache.isOlderThan("tasks a1", 51), cache.isOlderThan("tasks a1", 50)]).toEqual([false, true]);
    cache.invalidate("tasks");
    expect([cache.isOlderThan("tasks a1", 1_000), cache.isOlderThan("customer c1", 1_000)]).toEqual([true, false]);
  });

  it("tells whoever shows a key, and nobody after they left", async () => {
    const cache = new FetchCache(() => 1);
    let told = 0;
    const leave = cache.subscribe("a", () => told++);
    await cache.fetch("a", async () => 1);
    expect(told).toBe(2);
    leave();
    cache.invalidate();
    expect(told).toBe(2);
  });
});
