import type { Taxonomy } from "@sopflow/schemas";
import { z } from "zod";
import { typedRecords } from "../../store/index.js";
import { saying } from "../service/calls-of-app.js";
import type { SyncParts } from "./sync-parts.js";

const tagIdsSchema = z.object({
  /** WeCom's id by tag name. */
  ids: z.record(z.string(), z.string()),
});

/** What the two sides lack of each other's tags. */
export interface TagSyncReport {
  /** Made at WeCom. */
  readonly created: readonly string[];
  /** Taken into our groups: made by people at WeCom. */
  readonly taken: readonly string[];
}

const records = ({ store }: Pick<SyncParts, "store">) => typedRecords(store.records, "wecom.tag_ids", tagIdsSchema);
const ROW = "corp";

/** WeCom's ids of shared tags, by name, as of the last synchronisation. */
export const tagIds = async (parts: Pick<SyncParts, "store">): Promise<Readonly<Record<string, string>>> =>
  (await records(parts).get(ROW))?.doc.ids ?? {};

/**
 * Brings the groups that are shared to the same tags on both sides: ours that WeCom lacks are made there, those that
 * people made there in a group of ours are taken in. Nothing is deleted on either side: a tag that customers carry is
 * not ours to take away.
 */
export async function syncTags(parts: SyncParts): Promise<TagSyncReport> {
  const { store, app } = parts;
  const taxonomy = (await store.brand.taxonomy()) ?? { groups: [] };
  const { tag_group: theirs } = await saying(() => app.tags.list({}));
  const ids: Record<string, string> = {};
  const created: string[] = [];
  const taken: string[] = [];
  const groups: Taxonomy["groups"] = [];
  for (const group of taxonomy.groups) {
    if (!group.syncToWecom) {
      groups.push(group);
      continue;
    }
    const there = theirs.filter(({ group_name, deleted }) => group_name === group.name && deleted !== true);
    const known = new Map(
      there.flatMap(({ tag }) =>
        tag.filter(({ deleted }) => deleted !== true).map(({ name, id }) => [name, id] as const),
      ),
    );
    const missing = group.tags.filter((tag) => !known.has(tag));
    if (missing.length > 0) {
      const [first] = there;
      const place = first ? { group_id: first.group_id } : { group_name: group.name };
      const { tag_group: made } = await saying(() =>
        app.tags.add({ ...place, tag: missing.map((name) => ({ name })) }),
      );
      for (const { name, id } of made.tag) known.set(name, id);
      created.push(...missing);
    }
    const extra = [...known.keys()].filter((name) => !group.tags.includes(name));
    taken.push(...extra);
    groups.push({ ...group, tags: [...group.tags, ...extra] });
    Object.assign(ids, Object.fromEntries(known));
  }
  if (taken.length > 0) await store.brand.saveTaxonomy({ groups });
  await records(parts).put({ id: ROW, doc: { ids } });
  return { created, taken };
}
