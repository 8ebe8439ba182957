import type { Args } from "./args.js";

const CURSOR = /^c(\d+)\.[0-9a-f]+$/;

/** A page of `items`: `cursor` and `limit` from the call, `next` empty at the end. */
export function pageOf<T>(
  args: Args,
  items: readonly T[],
  { most, usual }: { readonly most: number; readonly usual: number },
): { items: readonly T[]; next: string } {
  const limit = args.int("limit", 0, most, usual) || usual;
  const cursor = args.optionalText("cursor") ?? "";
  const match = CURSOR.exec(cursor);
  if (cursor !== "" && match === null) throw args.refuse("cursor", "is none that was given out");
  const from = match === null ? 0 : Number(match[1]);
  const to = from + limit;
  return { items: items.slice(from, to), next: to < items.length ? `c${to}.${(to * 2_654_435_761).toString(16)}` : "" };
}
