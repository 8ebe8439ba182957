/** JSON with the keys of every object in order of their code units, so that equal data gives equal bytes. */
export const canonicalJson = (value: unknown): string => JSON.stringify(sortKeys(value));

/** A copy of plain data with sorted keys and without undefined values. */
export function sortKeys<T>(value: T): T;
export function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => sortKeys(item));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return Object.fromEntries(entries.map(([key, item]) => [key, sortKeys(item)]));
}
