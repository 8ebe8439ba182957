import { applyPatches as byImmer, enablePatches, type Patch } from "immer";
import { describe, expect, it } from "vitest";
import { applyPatches } from "./apply-patches.js";

enablePatches();

const base = { name: "a", list: [{ n: 1 }, { n: 2 }, { n: 3 }], deep: { one: { x: 1 }, two: { y: 2 } } };

const CASES: readonly (readonly [string, readonly Patch[]])[] = [
  ["a value", [{ op: "replace", path: ["name"], value: "b" }]],
  ["a value inside of a list", [{ op: "replace", path: ["list", 1, "n"], value: 9 }]],
  ["a new key", [{ op: "add", path: ["deep", "three"], value: { z: 3 } }]],
  ["a key that goes", [{ op: "remove", path: ["deep", "one"] }]],
  ["something put into a list", [{ op: "add", path: ["list", 1], value: { n: 5 } }]],
  ["something at its end", [{ op: "add", path: ["list", 3], value: { n: 4 } }]],
  ["something taken out of a list", [{ op: "remove", path: ["list", 0] }]],
  ["a shorter list", [{ op: "replace", path: ["list", "length"], value: 1 }]],
  ["all of it", [{ op: "replace", path: [], value: { name: "c", list: [], deep: base.deep } }]],
  [
    "several after each other",
    [
      { op: "add", path: ["list", 3], value: { n: 4 } },
      { op: "replace", path: ["list", 3, "n"], value: 40 },
      { op: "remove", path: ["list", 0] },
    ],
  ],
];

describe("applying patches", () => {
  it.each(CASES)("%s: as Immer does, without touching what there was", (_, patches) => {
    const before = structuredClone(base);
    expect(applyPatches(base, [...patches])).toEqual(byImmer(base, [...patches]));
    expect(base).toEqual(before);
  });
  it("keeps what is not on its way, and what it brings, the same objects", () => {
    const list = [...base.list];
    const after = applyPatches({ ...base, list: [] as typeof list }, [{ op: "replace", path: ["list"], value: list }]);
    expect(after.list).toBe(list);
    expect(after.deep).toBe(base.deep);
  });
});
