import { type Clock, type Store, typedRecords } from "@sopflow/engine";
import { z } from "zod";
import { actorOf, type Principal } from "../access/principal.js";
import { hashToken, newId } from "../access/tokens.js";
import { ApiError } from "../errors/api-error.js";

/** A phone may be without a connection for weeks; a key is remembered so long, ms. */
const KEPT_MS = 30 * 86_400_000;
/** Old keys are taken away along with new ones, a few at a time. */
const TIDIED_AT_ONCE = 10;

const keySchema = z.object({ request: z.string() });

/** What of a request makes it the same as another. */
export interface KeyedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: { readonly "idempotency-key"?: string | undefined };
  readonly body?: unknown;
}

export interface ClaimedKey {
  /** Names the request towards whatever remembers it: the same for every try of it. */
  readonly requestId: string;
  /** Somebody sent this very request before; it may have been carried out. */
  readonly isRepeat: boolean;
}

/**
 * Takes note of what an `Idempotency-Key` is used for, before the work is done. A key belongs to who sends it. The work
 * itself has to be harmless when it is done again under the same request id: after a crash it may be. Without a key every
 * request is a new one. Throws `request.key_reused` where the key came with another request before.
 */
export async function claimKey(
  { store, clock }: { readonly store: Pick<Store, "records">; readonly clock: Clock },
  principal: Principal,
  { method, url, headers, body }: KeyedRequest,
): Promise<ClaimedKey> {
  const key = headers["idempotency-key"];
  if (key === undefined) return { requestId: newId(), isRepeat: false };
  const keys = typedRecords(store.records, "api.key", keySchema);
  const id = hashToken(`${actorOf(principal)}\n${key}`);
  const request = hashToken(JSON.stringify([method, url, body ?? null]));
  const now = clock.now();
  const isNew = await keys.put({ id, doc: { request }, dueAt: now + KEPT_MS, expected: 0 });
  if (!isNew) {
    const before = await keys.get(id);
    if (before && before.doc.request !== request) throw ApiError.of("request.key_reused");
  }
  for (const old of await keys.due(now, TIDIED_AT_ONCE)) if (old.id !== id) await keys.put({ id: old.id });
  return { requestId: key, isRepeat: !isNew };
}

/** The id of what a request makes: always the same one for the same request of the same person. */
export const madeId = (principal: Principal, { requestId }: ClaimedKey): string =>
  hashToken(`${actorOf(principal)}\n${requestId}`).slice(0, 24);
