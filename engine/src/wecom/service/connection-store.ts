import type { Advisor } from "@sopflow/schemas";
import type { BrandStore, RecordStore, Store } from "../../store/index.js";

/** The connection there is where only one is: its records stand where they stood before there could be several. */
export const MAIN_CONNECTION = "main";

/** One of a brand's connections to WeCom: an app of a corp. */
export interface ConnectionScope {
  readonly id: string;
  /** Tasks of this advisor go out through it. An advisor has one connection. */
  readonly owns: (advisor: Advisor) => boolean;
  /** The advisor works in its corp, whichever of the corp's apps is theirs: callbacks may name them. */
  readonly knows: (advisor: Advisor) => boolean;
}

/** Records of a connection: WeCom's ids of one corp, and what is under way there, are none of another's business. */
export function recordsOfConnection(records: RecordStore, id: string): RecordStore {
  if (id === MAIN_CONNECTION) return records;
  const own = (kind: string) => (kind.startsWith("wecom.") ? `${kind}@${id}` : kind);
  return {
    get: (kind, key) => records.get(own(kind), key),
    load: (kind, ids) => records.load(own(kind), ids),
    put: (kind, writes) => records.put(own(kind), writes),
    due: (kind, before, limit) => records.due(own(kind), before, limit),
    list: (kind, query) => records.list(own(kind), query),
    count: (kind, owner) => records.count(own(kind), owner),
  };
}

/** The store as one connection sees it: its own records, and the advisors of its corp. */
export function storeOfConnection(store: Store, { id, knows }: ConnectionScope): Store {
  const brand: BrandStore = replacing(store.brand, {
    advisors: async () => (await store.brand.advisors()).filter(knows),
  });
  return replacing(store, { brand, records: recordsOfConnection(store.records, id) });
}

/** The same object but for some of its parts. Not a copy: its methods keep their `this`. */
function replacing<T extends object>(whole: T, parts: Partial<T>): T {
  return new Proxy(whole, {
    get(target, key) {
      if (Object.hasOwn(parts, key)) return Reflect.get(parts, key);
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
