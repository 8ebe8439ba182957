import { z } from "zod";
import { SECOND_MS } from "../../core/time/index.js";
import type { WecomEvent } from "../callbacks/index.js";
import { userIdKey, type WecomExternalContact, type WecomFollowInfo, type WecomFollowUser } from "../client/index.js";

const relationSchema = z.object({
  userId: z.string(),
  /** When they became friends, epoch ms. */
  since: z.int().optional(),
  state: z.string().optional(),
  remark: z.string().optional(),
  mobiles: z.array(z.string()).default([]),
  /** The corp's tags of this relation; personal ones have no id. Sorted. */
  tagIds: z.array(z.string()).default([]),
});
export type RelationSnapshot = z.output<typeof relationSchema>;

/** A customer as WeCom showed them last: what the next look is compared with. */
export const contactSnapshotSchema = z.object({
  externalUserId: z.string(),
  name: z.string().optional(),
  /** By the advisor's userid in lower case. */
  relations: z.record(z.string(), relationSchema),
  /** The revision of the record it was read from: the same change, made again later, is another change. */
  look: z.int().optional(),
});
export type ContactSnapshot = z.output<typeof contactSnapshotSchema>;

type Follow = WecomFollowUser | WecomFollowInfo;

/** A snapshot of what `contacts.getWhole`, or all pages of `batch/get_by_user`, say of one customer. */
export function snapshotOf(contact: WecomExternalContact, followUsers: readonly Follow[]): ContactSnapshot {
  return {
    externalUserId: contact.external_userid,
    ...(contact.name !== undefined && { name: contact.name }),
    relations: Object.fromEntries(followUsers.map((follow) => [userIdKey(follow.userid), relationOf(follow)])),
  };
}

function relationOf(follow: Follow): RelationSnapshot {
  const { userid, createtime, state, remark, remark_mobiles: mobiles } = follow;
  return {
    userId: userid,
    ...(createtime !== undefined && { since: createtime * SECOND_MS }),
    ...(state && { state }),
    ...(remark && { remark }),
    mobiles: [...mobiles],
    tagIds: tagIdsOf(follow).sort(),
  };
}

/** `get` lists tags with their kind, `batch/get_by_user` ids only. */
function tagIdsOf(follow: Follow): string[] {
  if ("tags" in follow && Array.isArray(follow.tags)) {
    return (follow as WecomFollowUser).tags.flatMap(({ tag_id }) => (tag_id ? [tag_id] : [])); // `tags` is of that shape only
  }
  return "tag_id" in follow && Array.isArray(follow.tag_id) ? [...(follow as WecomFollowInfo).tag_id] : []; // likewise
}

/** The same customer, as if WeCom had shown these tags: after our own `mark_tag`, of which no callback tells. */
export function withMarkedTags(
  snapshot: ContactSnapshot,
  userId: string,
  { add = [], remove = [] }: { readonly add?: readonly string[]; readonly remove?: readonly string[] },
): ContactSnapshot {
  const key = userIdKey(userId);
  const relation = snapshot.relations[key];
  if (!relation) return snapshot;
  const tagIds = [...new Set([...relation.tagIds, ...add])].filter((id) => !remove.includes(id)).sort();
  return { ...snapshot, relations: { ...snapshot.relations, [key]: { ...relation, tagIds } } };
}

/**
 * The snapshot after a callback that has been posted as an event of its own, so that the look which follows does not find
 * the same change again. Other callbacks change nothing.
 */
export function withEvent(snapshot: ContactSnapshot | undefined, event: WecomEvent): ContactSnapshot | undefined {
  if (event.kind === "contact.added") {
    const { userId, externalUserId, state, at } = event;
    const before = snapshot ?? { externalUserId, relations: {} };
    const known = before.relations[userIdKey(userId)];
    const relation = { mobiles: [], tagIds: [], ...known, userId, since: at, ...(state !== undefined && { state }) };
    return { ...before, relations: { ...before.relations, [userIdKey(userId)]: relation } };
  }
  if (event.kind === "contact.removed" && snapshot) {
    const { [userIdKey(event.userId)]: _, ...relations } = snapshot.relations;
    return { ...snapshot, relations };
  }
  return snapshot;
}
