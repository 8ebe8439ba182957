import type { Store } from "../../store/index.js";
import type { EngineLogger, SopEngine } from "../../worker/index.js";
import { userIdKey, type WecomApp } from "../client/index.js";
import { contactWayRecords } from "../service/state-channels.js";
import { tagIds } from "./tag-ids.js";

/** What every part of the synchronisation works with. */
export interface SyncParts {
  readonly store: Store;
  readonly engine: Pick<SopEngine, "post">;
  readonly app: WecomApp;
  readonly now: () => number;
  readonly logger: EngineLogger;
}

/** Brand data as the comparison needs it, read once per run. */
export interface SyncContext {
  /** Our advisor of a WeCom user id; the id itself where nobody is. */
  readonly advisorOf: (userId: string) => string;
  readonly isAdvisor: (userId: string) => boolean;
  /** Our tag of a WeCom tag id; undefined when it is not shared. */
  readonly tagOf: (tagId: string) => string | undefined;
  /** Tags of groups that are shared with WeCom. */
  readonly sharedTags: ReadonlySet<string>;
  readonly channelOf: (state: string) => string;
}

export async function loadSyncContext(store: Store): Promise<SyncContext> {
  const [advisors, taxonomy, ways, ids] = await Promise.all([
    store.brand.advisors(),
    store.brand.taxonomy(),
    contactWayRecords(store.records).list({ limit: 10_000 }),
    tagIds({ store }),
  ]);
  const byUser = new Map(advisors.map((advisor) => [userIdKey(advisor.wecomUserId ?? advisor.id), advisor.id]));
  const channels = new Map(ways.map(({ doc }) => [doc.state, doc.channel]));
  const shared = (taxonomy?.groups ?? []).filter((group) => group.syncToWecom).flatMap((group) => group.tags);
  const sharedTags = new Set(shared);
  const names = new Map(
    Object.entries(ids).flatMap(([name, id]) => (sharedTags.has(name) ? [[id, name] as const] : [])),
  );
  return {
    advisorOf: (userId) => byUser.get(userIdKey(userId)) ?? userId,
    isAdvisor: (userId) => byUser.has(userIdKey(userId)),
    tagOf: (tagId) => names.get(tagId),
    sharedTags,
    channelOf: (state) => channels.get(state) ?? state.slice(0, 64),
  };
}
