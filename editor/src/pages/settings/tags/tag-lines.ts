import type { Taxonomy } from "@sopflow/schemas";

/** Tags from a field with one per line; what is there twice counts once. */
export const readTagLines = (text: string): string[] => [
  ...new Set(
    text
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean),
  ),
];

/** The first tag that another group has already: a tag belongs to one group. */
export const takenTag = (
  tags: readonly string[],
  groupId: string | undefined,
  groups: Taxonomy["groups"],
): string | undefined => tags.find((tag) => groups.some((group) => group.id !== groupId && group.tags.includes(tag)));
