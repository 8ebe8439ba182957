import { describe, expect, it } from "vitest";
import { newCustomer } from "../core/profile/index.js";
import { CustomerCache } from "./customer-cache.js";

const customer = (id: string) => newCustomer(id, 0, 0);

describe("documents kept between commits", () => {
  it("belong to whoever takes them and are not found a second time", () => {
    const cache = new CustomerCache();
    const kept = customer("a");
    cache.put(kept, 100);
    expect(cache.take("a")).toBe(kept);
    expect(cache.take("a")).toBeUndefined();
  });

  it("make room: the one used longest ago goes first", () => {
    const cache = new CustomerCache(250);
    for (const id of ["a", "b"]) cache.put(customer(id), 100);
    const used = cache.take("a");
    if (used) cache.put(used, 100);
    cache.put(customer("c"), 100);
    expect(["a", "b", "c"].map((id) => cache.take(id)?.id)).toEqual(["a", undefined, "c"]);
  });

  it("are counted once however often they are kept, and a document over the limit is not kept", () => {
    const cache = new CustomerCache(250);
    for (let i = 0; i < 9; i++) cache.put(customer("a"), 100);
    cache.put(customer("b"), 100);
    expect(cache.take("a")?.id).toBe("a");
    cache.put(customer("c"), 251);
    expect(cache.take("c")).toBeUndefined();
  });

  it("are dropped all at once", () => {
    const cache = new CustomerCache();
    cache.put(customer("a"), 100);
    cache.clear();
    expect(cache.take("a")).toBeUndefined();
  });
});
