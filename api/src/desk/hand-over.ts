import type { SopEngine, Store } from "@sopflow/engine";
import { type HandOver, handOverRecords, ownerChanged, type WecomService } from "@sopflow/engine/wecom";
import type { Customer, HandOverAnswer } from "@sopflow/schemas";
import { ApiError } from "../errors/api-error.js";

const PAGE = 500;
const WECOM_ID = "external_userid";
const GONE: ReadonlySet<Customer["status"]> = new Set(["erased", "merged"]);

export interface HandOverWish {
  readonly from: string;
  readonly to: string;
  readonly customerIds?: readonly string[] | undefined;
  readonly message?: string | undefined;
  readonly leaver: boolean;
  readonly by: string;
  /** Epoch ms. */
  readonly at: number;
}

/**
 * Hands customers over. Those whom WeCom knows pass on when WeCom says so; the others, and all where WeCom is not
 * connected, belong to the new advisor at once.
 */
export async function handOver(
  { store, engine }: { readonly store: Store; readonly engine: Pick<SopEngine, "post"> },
  service: Pick<WecomService, "handOvers"> | undefined,
  wish: HandOverWish,
): Promise<HandOverAnswer> {
  const { from, to, by, at, leaver, message } = wish;
  const advisors = await store.brand.advisors();
  if (!advisors.some(({ id }) => id === from)) throw ApiError.of("advisor.not_found", { id: from });
  const heir = advisors.find(({ id }) => id === to);
  if (!heir) throw ApiError.of("advisor.not_found", { id: to });
  if (!heir.active) throw ApiError.of("advisor.away", { id: to });
  if (from === to) throw ApiError.of("handover.same");
  const ids = wish.customerIds ?? (await idsOf(store, from));
  const answer = { asked: 0, done: 0, busy: [] as string[], unknown: [] as string[] };
  for (let i = 0; i < ids.length; i += PAGE) {
    const page = [...new Set(ids.slice(i, i + PAGE))];
    const found = await store.customers.load(page);
    const own = [...found.values()].filter(({ advisorId, status }) => advisorId === from && !GONE.has(status));
    answer.unknown.push(...page.filter((id) => !own.some((customer) => customer.id === id)));
    const atWecom = service ? own.flatMap(withWecomId) : [];
    const here = service ? own.filter(({ identities }) => identities[WECOM_ID] === undefined) : own;
    if (service && atWecom.length > 0) {
      const shared = { from, to, isLeaver: leaver, by, ...(message && !leaver ? { message } : {}) };
      const busy = await service.handOvers.plan(atWecom, shared);
      answer.busy.push(...busy);
      answer.asked += atWecom.length - busy.length;
    }
    const events = here.map(({ id }) => ownerChanged({ customerId: id, from, to, by, key: `${at}`, at }));
    if (events.length > 0) await engine.post(events, { origin: "system" });
    answer.done += here.length;
  }
  return answer;
}

function withWecomId({ id, name, identities }: Customer) {
  const externalUserId = identities[WECOM_ID];
  if (externalUserId === undefined) return [];
  return [{ customerId: id, externalUserId, ...(name === undefined ? {} : { customerName: name }) }];
}

async function idsOf(store: Store, advisorId: string): Promise<string[]> {
  const ids: string[] = [];
  for (let afterId: string | undefined; ; ) {
    const page = await store.customers.list({ advisorId, limit: PAGE, ...(afterId === undefined ? {} : { afterId }) });
    ids.push(...page.map(({ id }) => id));
    afterId = page.at(-1)?.id;
    if (page.length < PAGE) return ids;
  }
}

/** Those under way and those that ended within 30 days, newest first. */
export async function listHandOvers(
  records: Store["records"],
  { from, customerId }: { readonly from?: string | undefined; readonly customerId?: string | undefined },
): Promise<HandOver[]> {
  const rows = handOverRecords(records);
  if (customerId !== undefined) {
    const row = await rows.get(customerId);
    return row && (from === undefined || row.doc.from === from) ? [row.doc] : [];
  }
  const found: HandOver[] = [];
  for (let afterId: string | undefined; ; ) {
    const query = { limit: PAGE, ...(from === undefined ? {} : { owner: from }) };
    const page = await rows.list({ ...query, ...(afterId === undefined ? {} : { afterId }) });
    found.push(...page.map(({ doc }) => doc));
    afterId = page.at(-1)?.id;
    if (page.length < PAGE) return found.sort((a, b) => b.at - a.at);
  }
}
