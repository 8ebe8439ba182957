import { type Advisor, advisorSchema } from "@sopflow/schemas";
import { describe, expect, it } from "vitest";
import { pickAdvisor } from "./pick-advisor.js";

const people = (...list: (Partial<Advisor> & { id: string })[]) =>
  new Map(list.map((one) => [one.id, advisorSchema.parse({ name: one.id, ...one })]));
const idle = () => undefined;
const pool = { assign: "pool:default", fallback: "pool:default" };

describe("pickAdvisor", () => {
  it("takes the owner, and the fallback's pool when the owner has left", () => {
    const owner = { assign: "owner", fallback: "pool:default", ownerId: "a" };
    expect(pickAdvisor(owner, people({ id: "a" }, { id: "b" }), idle)).toBe("a");
    expect(pickAdvisor(owner, people({ id: "a", active: false }, { id: "b" }), idle)).toBe("b");
  });

  it("takes the advisor of the pool with the least open work for their capacity", () => {
    const open = new Map([
      ["a", { open: 10, issued: 0 }],
      ["b", { open: 5, issued: 0 }],
    ]);
    const load = (id: string) => open.get(id);
    expect(pickAdvisor(pool, people({ id: "a", capacityPerDay: 100 }, { id: "b", capacityPerDay: 20 }), load)).toBe(
      "a",
    );
  });

  it("goes by what was issued, then by id, when the open work is the same", () => {
    const load = (id: string) => ({ open: 0, issued: id === "a" ? 2 : 1 });
    expect(pickAdvisor(pool, people({ id: "a" }, { id: "b" }), load)).toBe("b");
    expect(pickAdvisor(pool, people({ id: "b" }, { id: "a" }), idle)).toBe("a");
  });

  it("gives work to someone without capacity only when nobody else is there", () => {
    expect(pickAdvisor(pool, people({ id: "a", capacityPerDay: 0 }, { id: "b", capacityPerDay: 1 }), idle)).toBe("b");
    expect(pickAdvisor(pool, people({ id: "a", capacityPerDay: 0 }), idle)).toBe("a");
  });

  it("finds nobody in an empty pool", () => {
    expect(pickAdvisor({ assign: "pool:x", fallback: "pool:y" }, people({ id: "a" }), idle)).toBeUndefined();
  });
});
