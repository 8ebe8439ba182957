import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WakeHeap } from "./wake-heap.js";

const changes = fc.array(fc.tuple(fc.nat(600), fc.option(fc.nat(50))), { maxLength: 2_000 });

describe("WakeHeap", () => {
  it("names who wakes first and when, whatever was set, moved and taken out before (property)", () => {
    fc.assert(
      fc.property(changes, (list) => {
        const heap = new WakeHeap();
        const times = new Map<number, number>();
        for (const [owner, time] of list) {
          heap.set(owner, time);
          if (time === null) times.delete(owner);
          else times.set(owner, time);
          expect(heap.timeOf(owner)).toBe(time ?? Number.POSITIVE_INFINITY);
          expect(heap.size).toBe(times.size);
        }
        const expected = [...times].sort(([a, timeA], [b, timeB]) => timeA - timeB || a - b);
        for (const [owner, time] of expected) {
          expect([heap.peek(), heap.nextTime()]).toEqual([owner, time]);
          heap.set(owner, null);
        }
        expect(heap.peek()).toBeUndefined();
        expect(heap.nextTime()).toBe(Number.POSITIVE_INFINITY);
      }),
    );
  });
});
