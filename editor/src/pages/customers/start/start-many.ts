import type { ApiClient } from "../../../api/api-client.js";
import { type CustomerFilter, loadCustomers } from "../../../api/customer-calls.js";
import { startFlow } from "../../../api/start-calls.js";

/** Most customers of one request (`MAX_STARTED_CUSTOMERS` of the API). */
const PIECE = 1_000;
/** Most of one page of the list (`MAX_PAGE` of the API). */
const PAGE = 200;

/** Ids that somebody pasted: one per line, or divided by commas, semicolons or blanks; each once. */
export const readIds = (text: string): string[] => [...new Set(text.split(/[\s,;，；]+/).filter((id) => id !== ""))];

/** Ids of everybody that a filter finds, page by page; `onCount` tells how many there are so far. */
export async function collectIds(
  api: ApiClient,
  filter: CustomerFilter,
  signal: AbortSignal,
  onCount: (count: number) => void,
): Promise<string[]> {
  const ids: string[] = [];
  let after: string | undefined;
  do {
    signal.throwIfAborted();
    const page = await loadCustomers(api, { ...filter, after, limit: PAGE });
    for (const { id } of page.items) ids.push(id);
    after = page.next;
    onCount(ids.length);
  } while (after !== undefined);
  return ids;
}

export interface StartTotals {
  /** Customers asked for by now. */
  readonly asked: number;
  readonly accepted: number;
  readonly unknown: readonly string[];
}

export const NOTHING_STARTED: StartTotals = { asked: 0, accepted: 0, unknown: [] };

/**
 * Puts customers into a flow, a piece at a time, going on behind `from`. `key` names the whole request: a piece that is
 * sent again after a failure counts once. `onTotals` is told after each piece, so that a retry knows where to go on.
 */
export async function startMany(
  api: ApiClient,
  { flowId, ids, key }: { readonly flowId: string; readonly ids: readonly string[]; readonly key: string },
  from: StartTotals,
  signal: AbortSignal,
  onTotals: (totals: StartTotals) => void,
): Promise<StartTotals> {
  let totals = from;
  while (totals.asked < ids.length) {
    signal.throwIfAborted();
    const piece = ids.slice(totals.asked, totals.asked + PIECE);
    const answer = await startFlow(api, flowId, piece, `${key}-${totals.asked}`);
    totals = {
      asked: totals.asked + piece.length,
      // A piece that was on record already was accepted then.
      accepted: totals.accepted + answer.accepted + answer.duplicate,
      unknown: [...totals.unknown, ...answer.unknown],
    };
    onTotals(totals);
  }
  return totals;
}
