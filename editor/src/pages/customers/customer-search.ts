import type { Tier } from "@sopflow/schemas";

export const TIER_CHOICES = ["核心", "高", "中", "一般", "普通"] as const satisfies readonly Tier[];

/** Filters of the list of customers, as they stand in the address. */
export interface CustomerSearch {
  readonly q?: string;
  readonly tag?: string;
  readonly tier?: Tier;
  readonly advisorId?: string;
}

/** The router reads `?q=7` as a number. */
const textOf = (value: unknown): string | undefined => {
  const text = typeof value === "number" ? String(value) : value;
  return typeof text === "string" && text !== "" ? text : undefined;
};

export function readCustomerSearch(search: Record<string, unknown>): CustomerSearch {
  const [q, tag, advisorId] = [textOf(search.q), textOf(search.tag), textOf(search.advisorId)];
  const tier = TIER_CHOICES.find((choice) => choice === search.tier);
  return {
    ...(q !== undefined && { q }),
    ...(tag !== undefined && { tag }),
    ...(tier && { tier }),
    ...(advisorId !== undefined && { advisorId }),
  };
}
