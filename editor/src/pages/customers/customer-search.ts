import type { Tier } from "@sopflow/schemas";
import { readText } from "../read-search.js";

export const TIER_CHOICES = ["核心", "高", "中", "一般", "普通"] as const satisfies readonly Tier[];

/** Filters of the list of customers, as they stand in the address. */
export interface CustomerSearch {
  readonly q?: string;
  readonly tag?: string;
  readonly tier?: Tier;
  readonly advisorId?: string;
}

export function readCustomerSearch(search: Record<string, unknown>): CustomerSearch {
  const [q, tag, advisorId] = [readText(search.q), readText(search.tag), readText(search.advisorId)];
  const tier = TIER_CHOICES.find((choice) => choice === search.tier);
  return {
    ...(q !== undefined && { q }),
    ...(tag !== undefined && { tag }),
    ...(tier && { tier }),
    ...(advisorId !== undefined && { advisorId }),
  };
}
