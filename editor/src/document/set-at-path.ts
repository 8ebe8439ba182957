/** A place inside a node's parameters or a flow's settings: `["cases", 0, "label"]`. Empty = all of it. */
export type FieldPath = readonly (string | number)[];

/** A copy with the value at the path; undefined takes the key away, or the element out of its list. Shares the rest. */
export function setAtPath(root: unknown, path: FieldPath, value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(root)) {
    const at = Number(key);
    if (rest.length === 0 && value === undefined) return root.filter((_, i) => i !== at);
    if (at >= root.length) return [...root, setAtPath(undefined, rest, value)];
    return root.map((item, i) => (i === at ? setAtPath(item, rest, value) : item));
  }
  const record: Record<string, unknown> = typeof root === "object" && root !== null ? { ...root } : {};
  const next = setAtPath(record[key], rest, value);
  if (next === undefined) {
    const { [key]: _gone, ...others } = record;
    return others;
  }
  return { ...record, [key]: next };
}
