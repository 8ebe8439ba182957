import type { Taxonomy } from "@sopflow/schemas";

export interface TagsOfGroup {
  /** Undefined: tags that no group holds. */
  readonly name: string | undefined;
  readonly tags: readonly string[];
}

/** Tags by group, in the taxonomy's order; groups without any are left out. */
export function groupTags(tags: readonly string[], taxonomy: Taxonomy | undefined): TagsOfGroup[] {
  const left = new Set(tags);
  const groups: TagsOfGroup[] = [];
  for (const group of taxonomy?.groups ?? []) {
    const found = group.tags.filter((tag) => left.delete(tag));
    if (found.length > 0) groups.push({ name: group.name, tags: found });
  }
  return left.size > 0 ? [...groups, { name: undefined, tags: [...left] }] : groups;
}
