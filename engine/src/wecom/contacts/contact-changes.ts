import type { PostedEventInput } from "@sopflow/schemas";
import { stableId } from "../../core/journey/index.js";
import { formatInstant } from "../../core/time/index.js";
import { WECOM_ID_TYPE, WECOM_SOURCE } from "../callbacks/index.js";
import type { ContactSnapshot, RelationSnapshot } from "./contact-snapshot.js";

/** Who says so, in `tag.added` and `tag.removed`: tags from there are not written back to WeCom. */
export const BY_WECOM = "wecom";

/** What differs between two looks at one customer. */
export type ContactChange =
  | { readonly kind: "relation.added"; readonly relation: RelationSnapshot }
  /** Who ended it is not to be seen. */
  | { readonly kind: "relation.removed"; readonly relation: RelationSnapshot }
  /** The customer got their first, or lost their last, mark of that tag with any advisor. */
  | { readonly kind: "tag.added" | "tag.removed"; readonly tagId: string }
  | { readonly kind: "name.changed"; readonly name: string }
  | { readonly kind: "mobile.added"; readonly mobile: string };

/** Compares two looks; without an earlier one everything is new. */
export function contactChanges(before: ContactSnapshot | undefined, after: ContactSnapshot): ContactChange[] {
  const old = before?.relations ?? {};
  const added = Object.entries(after.relations).filter(([key]) => !Object.hasOwn(old, key));
  const removed = Object.entries(old).filter(([key]) => !Object.hasOwn(after.relations, key));
  const [tagsBefore, tagsAfter] = [allOf(before, "tagIds"), allOf(after, "tagIds")];
  const mobilesBefore = allOf(before, "mobiles");
  return [
    // First who came, then who went: the customer is at no time without an advisor.
    ...added.map(([, relation]) => ({ kind: "relation.added", relation }) as const),
    ...removed.map(([, relation]) => ({ kind: "relation.removed", relation }) as const),
    ...minus(tagsBefore, tagsAfter).map((tagId) => ({ kind: "tag.removed", tagId }) as const),
    ...minus(tagsAfter, tagsBefore).map((tagId) => ({ kind: "tag.added", tagId }) as const),
    ...(after.name !== undefined && after.name !== before?.name
      ? [{ kind: "name.changed", name: after.name } as const]
      : []),
    ...minus(allOf(after, "mobiles"), mobilesBefore).map((mobile) => ({ kind: "mobile.added", mobile }) as const),
  ];
}

const allOf = (snapshot: ContactSnapshot | undefined, field: "tagIds" | "mobiles"): ReadonlySet<string> =>
  new Set(Object.values(snapshot?.relations ?? {}).flatMap((relation) => relation[field]));

const minus = (a: ReadonlySet<string>, b: ReadonlySet<string>): string[] => [...a].filter((one) => !b.has(one)).sort();

export interface ChangeContext {
  readonly advisorOf: (userId: string) => string;
  readonly channelOf: (state: string) => string | undefined;
  /** Our tag of a WeCom tag; undefined when it is not synced. */
  readonly tagOf: (tagId: string) => string | undefined;
  /** When the look was taken, epoch ms. */
  readonly at: number;
}

/**
 * The product's events of a comparison. The same two looks give the same ids, so that a crash before the new look is kept
 * posts nothing twice; `before.look` tells a tag that was set, removed and set again from one that was set once.
 */
export function changeEvents(
  before: ContactSnapshot | undefined,
  after: ContactSnapshot,
  context: ChangeContext,
): PostedEventInput[] {
  const look = stableId("wecom-look", JSON.stringify(before ?? null), JSON.stringify(after));
  return contactChanges(before, after).flatMap((change, no) => {
    const told = eventOf(change, context);
    if (!told) return [];
    const { type, props, at = context.at } = told;
    const customer = { idType: WECOM_ID_TYPE, value: after.externalUserId };
    return [{ id: `${look}-${no}`, source: WECOM_SOURCE, type, customer, at: formatInstant("UTC", at), props }];
  });
}

interface ToldChange {
  readonly type: string;
  readonly props: NonNullable<PostedEventInput["props"]>;
  /** When it happened, where WeCom knows, epoch ms. */
  readonly at?: number;
}

function eventOf(change: ContactChange, { advisorOf, channelOf, tagOf, at }: ChangeContext): ToldChange | undefined {
  switch (change.kind) {
    case "relation.added": {
      const { userId, since, state } = change.relation;
      const channel = state === undefined ? undefined : channelOf(state);
      const props = {
        advisorId: advisorOf(userId),
        ...(state !== undefined && { state }),
        ...(channel !== undefined && { channel }),
      };
      return { type: "friend.added", props, at: Math.min(since ?? at, at) };
    }
    case "relation.removed":
      return { type: "friend.removed", props: { advisorId: advisorOf(change.relation.userId) } };
    case "tag.added":
    case "tag.removed": {
      const tag = tagOf(change.tagId);
      return tag === undefined ? undefined : { type: change.kind, props: { tag, by: BY_WECOM } };
    }
    case "name.changed":
      return { type: "profile.changed", props: { name: change.name } };
    case "mobile.added":
      return { type: "profile.changed", props: { identities: { phone: change.mobile } } };
  }
}
