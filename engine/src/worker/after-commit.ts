import type { Store } from "../store/index.js";

/** The store as it is once the commit that is under way is done: every call waits for that first. */
export function afterCommit(store: Store, done: () => Promise<void>): Store {
  return wrap(store, done);
}

function wrap<Part extends object>(part: Part, done: () => Promise<void>): Part {
  const made = new Map<unknown, unknown>();
  const make = (value: unknown): unknown => {
    if (typeof value === "function")
      return async (...args: unknown[]) => {
        await done();
        return Reflect.apply(value, part, args);
      };
    return typeof value === "object" && value !== null ? wrap(value, done) : value;
  };
  return new Proxy(part, {
    get(target, key) {
      if (!made.has(key)) made.set(key, make(Reflect.get(target, key)));
      return made.get(key);
    },
  });
}
