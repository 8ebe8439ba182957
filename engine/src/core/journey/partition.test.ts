import { PARTITIONS } from "@sopflow/schemas";
import { expect, it } from "vitest";
import { partitionOf } from "./partition.js";

it("never moves a customer: stored partitions depend on these values", () => {
  expect(["", "c1", "wm0001", "客户一"].map(partitionOf)).toEqual([25, 48, 34, 27]);
});

it("spreads ids that differ only in a counter over all partitions evenly", () => {
  const counts = new Array<number>(PARTITIONS).fill(0);
  for (let index = 0; index < 6_400; index++) {
    const partition = partitionOf(`customer-${index}`);
    counts[partition] = (counts[partition] ?? 0) + 1;
  }
  expect(Math.min(...counts)).toBeGreaterThan(50);
  expect(Math.max(...counts)).toBeLessThan(160);
});
