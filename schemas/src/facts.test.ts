import { describe, expect, it } from "vitest";
import { FACTS, lookUpFact } from "./facts.js";
import { OPERATORS } from "./operators.js";

describe("the fact catalogue", () => {
  it("finds a fact with and without the dollar", () => {
    expect(lookUpFact("customer", "$.orders.count")?.kind).toBe("number");
    expect(lookUpFact("customer", "orders.count")).toBe(lookUpFact("customer", "$.orders.count"));
    expect(lookUpFact("bucket")?.place).toBe("flow");
  });

  it("takes any one name for a star and any depth for two", () => {
    expect(lookUpFact("customer", "$.orders.bySku.A-1.count")?.path).toBe("orders.bySku.*.count");
    expect(lookUpFact("tasks", "$.n4.outcome")?.kind).toBe("string");
    expect(lookUpFact("event", "$.props.address.city")?.path).toBe("props.**");
    expect(lookUpFact("event", "$.props")).toBeUndefined();
    expect(lookUpFact("customer", "$.orders.bySku.A.b.count")).toBeUndefined();
  });

  it("knows no misspelt fact and no internal one", () => {
    expect(lookUpFact("customer", "$.orders.cuont")).toBeUndefined();
    expect(lookUpFact("position")).toBeUndefined();
    expect(lookUpFact("customer")).toBeUndefined();
  });

  it("gives an attribute the brand's type and refuses one that the brand has not defined", () => {
    const attributes = { birthday: { type: "date" }, city: { type: "text" } } as const;
    expect(lookUpFact("customer", "$.attributes.birthday", attributes)?.kind).toBe("date");
    expect(lookUpFact("customer", "$.attributes.city", attributes)?.kind).toBe("string");
    expect(lookUpFact("customer", "$.attributes.toString", attributes)).toBeUndefined();
    expect(lookUpFact("customer", "$.attributes.pet", attributes)).toBeUndefined();
    expect(lookUpFact("customer", "$.attributes.pet")?.kind).toBeUndefined();
  });

  it("names every path once, in both languages, with a kind that some operator takes", () => {
    const names = FACTS.map((info) => `${info.fact}.${info.path}`);
    expect(new Set(names).size).toBe(names.length);
    const kinds = new Set<string>(Object.values(OPERATORS).flatMap((operator) => operator.left));
    for (const info of FACTS) {
      expect(info.label.zh).not.toBe("");
      expect(info.label.en).not.toBe("");
      if (info.kind !== undefined) expect(kinds.has(info.kind)).toBe(true);
    }
  });
});
