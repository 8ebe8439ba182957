import { type Customer, MAX_TAGS, type Taxonomy, tagSchema } from "@sopflow/schemas";
import { DAY_MS } from "../time/index.js";
import type { ProfileChanges } from "./profile-result.js";
import { own } from "./read-props.js";

type Group = Taxonomy["groups"][number];

/** Groups by tag; a taxonomy is immutable, so its index lives as long as it does. */
const INDEXES = new WeakMap<Taxonomy, ReadonlyMap<string, readonly Group[]>>();

function groupsOf(taxonomy: Taxonomy, tag: string): readonly Group[] {
  let index = INDEXES.get(taxonomy);
  if (index === undefined) {
    const made = new Map<string, Group[]>();
    for (const group of taxonomy.groups) {
      for (const name of group.tags) made.set(name, [...(made.get(name) ?? []), group]);
    }
    index = made;
    INDEXES.set(taxonomy, index);
  }
  return index.get(tag) ?? [];
}

/** Why a tag changed, as `tag.added` and `tag.removed` say it. */
export type TagReason = "set" | "exclusive" | "expired";

/**
 * Adds tags: the others of an exclusive group go, a tag of an expiring group gets its end anew. A tag that is there
 * already raises nothing. `silent` leaves out the event of the tag itself (when it is the event being handled).
 */
export function addTags(
  customer: Customer,
  tags: readonly string[],
  at: number,
  taxonomy: Taxonomy,
  changes: ProfileChanges,
  options: { readonly by?: string; readonly silent?: boolean } = {},
): void {
  for (const raw of tags) {
    const parsed = tagSchema.safeParse(raw);
    if (!parsed.success) {
      changes.problem("profile.value_refused", "tag", "A tag needs 1 to 64 characters");
      continue;
    }
    const tag = parsed.data;
    const groups = groupsOf(taxonomy, tag);
    for (const group of groups) {
      if (!group.exclusive) continue;
      const others = group.tags.filter((other) => other !== tag);
      removeTags(customer, others, changes, { ...options, silent: false, reason: "exclusive" });
    }
    if (!customer.tags.includes(tag)) {
      if (customer.tags.length >= MAX_TAGS) {
        changes.problem("profile.tag_limit", tag, `A customer holds at most ${MAX_TAGS} tags; remove some first`);
        continue;
      }
      customer.tags.push(tag);
      changes.changed.add("tags");
      if (options.silent !== true) changes.raise("tag.added", props(tag, options.by, "set"));
    }
    const days = groups.map((group) => group.expireDays ?? Number.POSITIVE_INFINITY);
    const expireDays = Math.min(Number.POSITIVE_INFINITY, ...days);
    if (expireDays !== Number.POSITIVE_INFINITY) {
      const until = at + expireDays * DAY_MS;
      customer.tagUntil[tag] = Math.max(until, own(customer.tagUntil, tag) ?? until);
    }
  }
}

/** Removes tags; those that are not there raise nothing. */
export function removeTags(
  customer: Customer,
  tags: readonly string[],
  changes: ProfileChanges,
  options: { readonly by?: string; readonly silent?: boolean; readonly reason?: TagReason } = {},
): void {
  for (const tag of tags) {
    const index = customer.tags.indexOf(tag);
    if (index < 0) continue;
    customer.tags.splice(index, 1);
    delete customer.tagUntil[tag];
    changes.changed.add("tags");
    if (options.silent !== true) changes.raise("tag.removed", props(tag, options.by, options.reason ?? "set"));
  }
}

const props = (tag: string, by: string | undefined, reason: TagReason) =>
  by === undefined ? { tag, reason } : { tag, by, reason };

/** Removes the tags whose time is over at `at` (epoch ms), earliest first. */
export function expireTags(customer: Customer, at: number, changes: ProfileChanges): void {
  if (nextTagExpiry(customer) === undefined) return;
  const over = Object.entries(customer.tagUntil)
    .filter(([, until]) => until <= at)
    .sort(([a, untilA], [b, untilB]) => untilA - untilB || (a < b ? -1 : 1));
  for (const [tag] of over) removeTags(customer, [tag], changes, { reason: "expired" });
}

/** When the next tag expires (epoch ms). */
export function nextTagExpiry(customer: Customer): number | undefined {
  let next: number | undefined;
  for (const tag in customer.tagUntil) {
    const until = customer.tagUntil[tag];
    if (until !== undefined && (next === undefined || until < next)) next = until;
  }
  return next;
}
