import { openMongoStore, openSqliteStore, type Store } from "@sopflow/engine";

/** A killed process gives no lease back: whoever comes next waits this long for it, ms. */
const LEASE_MS = 500;

/** Opens the store at a place: a data file, which `thread` may write, or the address of a MongoDB database. */
export const openAt = async (place: string, thread: boolean | URL = false): Promise<Store> =>
  place.startsWith("mongodb://")
    ? openMongoStore({ url: place }, { leaseMs: LEASE_MS })
    : openSqliteStore({ file: place, thread });
