/**
 * Follows `$.a.b` through data: own properties, as jsonpath does, and getters of a lazy fact's class; nothing that
 * every object or list inherits.
 */
export function resolveDottedPath(value: object, path: string): unknown {
  let current: unknown = value;
  for (const name of path.split(".").slice(1)) current = readProperty(current, name);
  return current;
}

const BUILT_IN: readonly unknown[] = [Object.prototype, Array.prototype, String.prototype, Number.prototype, null];
const FORBIDDEN: readonly string[] = ["__proto__", "constructor", "prototype"];

function readProperty(value: unknown, name: string): unknown {
  if (!value || FORBIDDEN.includes(name)) return undefined;
  for (let owner: unknown = Object(value); isOwner(owner); owner = Object.getPrototypeOf(owner)) {
    if (Object.hasOwn(owner, name)) {
      const found: unknown = Reflect.get(Object(value), name);
      return typeof found === "function" ? undefined : found;
    }
  }
  return undefined;
}

const isOwner = (value: unknown): value is object => !BUILT_IN.includes(value);
