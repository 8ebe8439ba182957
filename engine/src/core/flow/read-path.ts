/** The value at a path of unknown data; undefined where it leads nowhere. */
export function readPath(root: unknown, path: readonly PropertyKey[]): unknown {
  let value = root;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key]; // hasOwn above
  }
  return value;
}
