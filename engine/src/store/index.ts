export { COPYING, type CopiedTable, type CopyOptions, copyStore } from "./copy/copy-store.js";
export * from "./errors.js";
export { type MongoStoreInternals, type MongoStoreOptions, openMongoStore } from "./mongo/open-mongo-store.js";
export type * from "./port.js";
export { openSqliteStore, type SqliteStoreOptions } from "./sqlite/open-sqlite-store.js";
export { type TypedRecord, type TypedRecords, type TypedWrite, typedRecords } from "./typed-records.js";
