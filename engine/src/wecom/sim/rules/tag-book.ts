import type { SimCorp } from "../state/corp.js";
import type { Tag, TagGroup } from "../state/customers.js";
import type { SimState } from "../state/world.js";

/** A corp may have so many tags. */
export const MOST_TAGS = 10_000;

interface Made {
  readonly name: string;
  readonly order: number;
  readonly byApp: number | undefined;
  readonly now: number;
}

export const allTags = (corp: SimCorp): Tag[] => [...corp.tagGroups.values()].flatMap(({ tags }) => [...tags.values()]);

export const groupOfTag = (corp: SimCorp, tagId: string): TagGroup | undefined =>
  [...corp.tagGroups.values()].find(({ tags }) => tags.has(tagId));

export function newGroup(state: SimState, corp: SimCorp, { name, order, byApp, now }: Made): TagGroup {
  const group: TagGroup = { id: `et${state.ids.text(30)}`, name, order, createdAt: now, byApp, tags: new Map() };
  corp.tagGroups.set(group.id, group);
  return group;
}

export function newTag(state: SimState, group: TagGroup, { name, order, byApp, now }: Made): Tag {
  const tag: Tag = { id: `et${state.ids.text(30)}`, name, order, createdAt: now, byApp };
  group.tags.set(tag.id, tag);
  return tag;
}

/** Takes the tag from its group and from every customer; a group that is empty then goes too. */
export function dropTag(corp: SimCorp, tagId: string): void {
  const group = groupOfTag(corp, tagId);
  group?.tags.delete(tagId);
  if (group?.tags.size === 0) corp.tagGroups.delete(group.id);
  for (const relation of corp.relations.values()) relation.tags.delete(tagId);
}
