import type { Customer } from "@sopflow/schemas";
import { cloneCustomer } from "../profile/index.js";
import { customerScope } from "./condition-facts.js";
import type { Context } from "./context.js";
import { entryRefusal } from "./enroll.js";
import { stableId } from "./ids.js";
import type { ScheduleInput } from "./input.js";
import { StepRun } from "./run.js";

const DIGITS = 12;

/** What a customer draws at one occurrence: below 2^48, the same in every process, different at every occurrence. */
export const drawOf = (customerId: string, occurrenceId: string): number =>
  Number.parseInt(stableId("sample", customerId, occurrenceId).slice(0, DIGITS), 16);

/**
 * The customer's number in the draw of one occurrence; undefined = takes no part, because it does not match or may not
 * enter. The given document is left as it was.
 */
export function takesPart(customer: Customer, input: ScheduleInput, context: Context): number | undefined {
  const trigger = context.flows.schedules.find((s) => s.flow.flowId === input.flowId && s.nodeId === input.nodeId);
  if (!trigger || customer.status !== "live") return undefined;
  const run = new StepRun(cloneCustomer(customer), input, context);
  run.advanceTo(input.at);
  if (!trigger.holds(customerScope(run, trigger.flow.newest.plan.settings.timezone))) return undefined;
  return entryRefusal(run, trigger.flow, input.id) === undefined ? drawOf(customer.id, input.id) : undefined;
}

/** The lowest `n` of many numbers, without keeping more than those: a heap with the highest of them on top. */
export class LowestNumbers {
  readonly #heap: number[] = [];

  constructor(readonly n: number) {}

  add(value: number): void {
    const heap = this.#heap;
    if (heap.length < this.n) {
      heap.push(value);
      this.#rise(heap.length - 1);
    } else if (value < (heap[0] ?? 0)) {
      heap[0] = value;
      this.#sink();
    }
  }

  /** The highest of the lowest: everybody up to it is drawn. -1 when nobody took part. */
  get limit(): number {
    return this.#heap[0] ?? -1;
  }

  #rise(index: number): void {
    const heap = this.#heap;
    for (let i = index; i > 0; ) {
      const parent = (i - 1) >> 1;
      if ((heap[parent] ?? 0) >= (heap[i] ?? 0)) return;
      swap(heap, i, parent);
      i = parent;
    }
  }

  #sink(): void {
    const heap = this.#heap;
    for (let i = 0; ; ) {
      let high = i;
      for (const child of [2 * i + 1, 2 * i + 2]) {
        if (child < heap.length && (heap[child] ?? 0) > (heap[high] ?? 0)) high = child;
      }
      if (high === i) return;
      swap(heap, i, high);
      i = high;
    }
  }
}

function swap(heap: number[], a: number, b: number): void {
  const held = heap[a] ?? 0;
  heap[a] = heap[b] ?? 0;
  heap[b] = held;
}
