import type { JsonObject } from "@sopflow/schemas";

/**
 * A document that stands beside the journeys: a delivery to WeCom, a ledger of group sends, a note, a script of the
 * library. Its module types and parses the document; the store only keeps it.
 */
export interface RecordRow {
  readonly id: string;
  /** Rises with every write of the record; 1 = written once. */
  readonly revision: number;
  readonly doc: JsonObject;
  /** Whose it is, for lists: an advisor, a flow … */
  readonly owner?: string;
  /** Whom it is about: it goes when that customer is erased. */
  readonly customerId?: string;
  /** When something is to be done with it, epoch ms; absent = nothing. */
  readonly dueAt?: number;
}

/** A record that the worker's batch begins. */
export interface NewRecord extends Omit<RecordRow, "revision"> {
  readonly kind: string;
}

/** Replaces the record whole. `doc` absent removes it. */
export interface RecordWrite extends Omit<RecordRow, "revision" | "doc"> {
  readonly doc?: JsonObject;
  /** Revision it must replace; 0 = must not exist; absent = whatever is there. */
  readonly expected?: number;
}

/** Each record is written on its own: nothing may rest on two of them changing together. */
export interface RecordStore {
  get(kind: string, id: string): Promise<RecordRow | undefined>;
  /** Those that exist, by id. */
  load(kind: string, ids: readonly string[]): Promise<Map<string, RecordRow>>;
  /** Writes in order, durably. Answers for each whether it was written, or found another revision than expected. */
  put(kind: string, writes: readonly RecordWrite[]): Promise<("written" | "conflict")[]>;
  /** Records due at or before `before`, earliest first, then by id. */
  due(kind: string, before: number, limit: number): Promise<RecordRow[]>;
  /** Ordered by id. */
  list(
    kind: string,
    query: { readonly owner?: string; readonly customerId?: string; readonly afterId?: string; readonly limit: number },
  ): Promise<RecordRow[]>;
  count(kind: string, owner?: string): Promise<number>;
}
