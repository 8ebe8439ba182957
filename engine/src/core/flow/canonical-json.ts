/** JSON with the keys of every object in order of their code units, so that equal data gives equal bytes. */
export const canonicalJson = (value: unknown): string => JSON.stringify(sortKeys(value));

/** A copy of plain data with sorted keys and without undefined values. */
export function sortKeys<T>(value: T): T;
export function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => sortKeys(item));
  if (typeof value !== "object" || value === null) return value;
  const entries: [string, unknown][] = [];
  for (const key of Object.keys(value).sort()) {
    const item = (value as Readonly<Record<string, unknown>>)[key]; // one of its own keys
    if (item !== undefined) entries.push([key, sortKeys(item)]);
  }
  return Object.fromEntries(entries);
}
