import type { CustomerView, Taxonomy } from "@sopflow/schemas";

export interface TellingTag {
  readonly tag: string;
  /** Something to be careful about. */
  readonly careful: boolean;
}

const CAREFUL = new Set(["勿扰", "售后中", "不适", "投诉中", "忌口"]);
/** Groups whose tags an advisor talks about: who takes it, what for, what to mind. */
const TOLD_BY_PEOPLE = 2;
const MADE_BY_RULES = 1;

/** The few tags an advisor wants to know before writing: warnings first, then what people noted, then what rules found. */
export function tellingTags(
  customer: Pick<CustomerView, "tags">,
  taxonomy: Taxonomy | undefined,
  max = 4,
): TellingTag[] {
  const weightOf = new Map<string, number>();
  for (const group of taxonomy?.groups ?? []) {
    for (const tag of group.tags) weightOf.set(tag, group.automatic ? MADE_BY_RULES : TOLD_BY_PEOPLE);
  }
  const rank = (tag: string) => (CAREFUL.has(tag) ? 3 : (weightOf.get(tag) ?? 0));
  return customer.tags
    .map((tag, at) => ({ tag, at, rank: rank(tag) }))
    .sort((a, b) => b.rank - a.rank || a.at - b.at)
    .slice(0, max)
    .map(({ tag }) => ({ tag, careful: CAREFUL.has(tag) }));
}
