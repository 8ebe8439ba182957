import fc from "fast-check";
import { expect, it } from "vitest";

/** What nobody may change: a key that appears on one of these is on every object of its kind. */
const PROTOTYPES: readonly object[] = [
  ...[Object, Array, String, Number, Boolean, Function, Map, Set, Promise, Error, RegExp, Date].map(
    (one) => one.prototype,
  ),
  Object,
];

/** Own keys and values of every prototype, in one text. */
function snapshot(): string {
  return PROTOTYPES.map((one) =>
    Reflect.ownKeys(one)
      .map((key) => {
        const { value, get, set } = Object.getOwnPropertyDescriptor(one, key) ?? {};
        return `${String(key)}=${idOf(value)},${idOf(get)},${idOf(set)}`;
      })
      .join(";"),
  ).join("\n");
}

const ids = new WeakMap<object, number>();
let lastId = 0;

function idOf(value: unknown): string {
  if ((typeof value !== "object" || value === null) && typeof value !== "function") return String(value);
  const id = ids.get(value) ?? ++lastId;
  ids.set(value, id);
  return `#${id}`;
}

export interface HoldOptions {
  readonly seed: number;
  readonly runs: number;
}

/**
 * A test over so many values of a seed, which its title names; after each, every prototype is as it was. A failing value
 * is not made smaller: of values so large and deep that takes minutes.
 */
export function holds<T>(
  what: string,
  arbitrary: fc.Arbitrary<T> | (() => Promise<fc.Arbitrary<T>>),
  { seed, runs }: HoldOptions,
  check: (value: T) => void | Promise<void>,
): void {
  it(`${what} (${runs} runs, seed ${seed})`, { timeout: 60_000 }, async () => {
    const before = snapshot();
    const values = typeof arbitrary === "function" ? await arbitrary() : arbitrary;
    await fc.assert(
      fc.asyncProperty(values, async (value) => {
        await check(value);
        expect(snapshot()).toBe(before);
      }),
      { seed, numRuns: runs, endOnFailure: true },
    );
  });
}
