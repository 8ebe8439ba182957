import type { ErrorCode } from "@sopflow/schemas";

/** Far above any real flow (500 nodes of long scripts), far below what would hurt. */
const MAX_VALUES = 200_000;
/** Keys that would reach an object's prototype. */
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

export interface GuardFault {
  readonly code: ErrorCode;
  readonly path: readonly (string | number)[];
  readonly params: Readonly<Record<string, string | number>>;
}

/** Whether an unknown value is small and harmless enough to be looked at. Walks without recursion, so depth is no risk. */
export function guardInput(input: unknown): GuardFault | undefined {
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    return { code: "flow.not_object", path: [], params: {} };
  }
  const open: { value: object; path: Path | undefined }[] = [{ value: input, path: undefined }];
  let seen = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const [key, value] of Object.entries(next.value)) {
      seen += 1;
      if (seen > MAX_VALUES) return { code: "flow.too_large", path: [], params: { max: MAX_VALUES } };
      const path: Path = { key: Array.isArray(next.value) ? Number(key) : key, parent: next.path };
      if (FORBIDDEN_KEYS.has(key)) return { code: "flow.forbidden_key", path: toList(path), params: { key } };
      if (typeof value === "object" && value !== null) open.push({ value, path });
    }
  }
  return undefined;
}

/** Linked instead of copied: a path list per value would be quadratic in depth. */
interface Path {
  readonly key: string | number;
  readonly parent: Path | undefined;
}

function toList(path: Path): (string | number)[] {
  const list: (string | number)[] = [];
  for (let part: Path | undefined = path; part !== undefined; part = part.parent) list.push(part.key);
  return list.reverse();
}
