import { type Store, StoreError } from "@sopflow/engine";

/** Dotted name of one of the store's methods: `commit`, `log.append`, `customers.load` … */
export type StoreCall = MethodsOf<Store> | { [Part in keyof Store]: `${Part}.${MethodsOf<Store[Part]>}` }[keyof Store];
type MethodsOf<Target> = {
  [Key in keyof Target]: Target[Key] extends (...args: never[]) => unknown ? Key : never;
}[keyof Target] &
  string;

/** When a call fails: `before` it did anything, or `after` it was done and the answer was lost. */
export type FaultPlan = (call: StoreCall, nth: number) => "before" | "after" | undefined;

/**
 * A store whose calls fail with `StoreError` where the plan says so; `nth` counts each method's calls from 1. `after`
 * is the fault that an idempotent caller must survive: the write happened, the caller does not know.
 */
export function failingStore(store: Store, plan: FaultPlan): Store {
  const counts = new Map<string, number>();
  return wrap(store, "", async (call, run) => {
    const nth = (counts.get(call) ?? 0) + 1;
    counts.set(call, nth);
    // The proxy below makes only such names.
    const fault = plan(call as StoreCall, nth); // see above
    if (fault === "before") throw new StoreError(`${call} failed before it did anything (call ${nth})`);
    const result = await run();
    if (fault === "after") throw new StoreError(`${call} was done, its answer was lost (call ${nth})`);
    return result;
  });
}

/** Fails the given calls, each the given times in a row from its first on. */
export function failFirst(times: Partial<Record<StoreCall, number>>, when: "before" | "after" = "before"): FaultPlan {
  return (call, nth) => (nth <= (times[call] ?? 0) ? when : undefined);
}

type Around = (call: string, run: () => unknown) => Promise<unknown>;

function wrap<Target extends object>(target: Target, path: string, around: Around): Target {
  return new Proxy(target, {
    get(object, key) {
      const value: unknown = Reflect.get(object, key);
      if (typeof key === "symbol") return value;
      const name = path + key;
      if (typeof value === "function")
        return (...args: unknown[]) => around(name, () => Reflect.apply(value, object, args));
      return typeof value === "object" && value !== null ? wrap(value, `${name}.`, around) : value;
    },
  });
}
