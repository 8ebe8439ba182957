import { z } from "zod";
import { type Store, typedRecords } from "../../store/index.js";
import { userIdKey, type WecomExternalContact, type WecomFollowInfo } from "../client/index.js";
import { type ContactSnapshot, snapshotOf } from "../contacts/index.js";
import { CallError } from "../delivery/wecom-calls.js";
import { saying } from "../service/calls-of-app.js";
import { createContactLooks } from "./contact-looks.js";
import { listChats, syncChat } from "./sync-chats.js";
import { takeLook } from "./sync-contact.js";
import { loadSyncContext, type SyncContext, type SyncParts } from "./sync-parts.js";
import { syncTags } from "./tag-ids.js";

/** What a reconciliation found and repaired. */
export const reconciliationSchema = z.object({
  startedAt: z.int(),
  endedAt: z.int(),
  /** Members with customers, according to WeCom. */
  members: z.int(),
  customers: z.int(),
  /** Events that callbacks should have brought and did not, by type. */
  repaired: z.record(z.string(), z.int()),
  chats: z.int(),
  tagsCreated: z.int(),
  tagsTaken: z.int(),
  /** WeCom has members with customers whom we do not have as advisors. */
  unknownMembers: z.array(z.string()),
  /** Active advisors of ours whom WeCom does not list. */
  missingAdvisors: z.array(z.string()),
  /** Members who need a licence before WeCom tells of their customers. */
  unlicensed: z.array(z.string()),
  /** What could not be asked. */
  problems: z.array(z.string()),
});
export type Reconciliation = z.infer<typeof reconciliationSchema>;

export const reconciliationRecords = ({ store }: { readonly store: Pick<Store, "records"> }) =>
  typedRecords(store.records, "wecom.reconciliation", reconciliationSchema);

const MEMBERS_PER_CALL = 100;
const PAGE = 500;
const MAX_PROBLEMS = 20;

/**
 * Compares everything that WeCom tells with what we hold, and posts what callbacks lost. Reading only, but for tags that
 * WeCom lacks; finding the same difference twice posts it once, so it may be broken off and run again.
 */
export async function reconcile(parts: SyncParts): Promise<Reconciliation> {
  const { store, app, now } = parts;
  const startedAt = now();
  const context = await loadSyncContext(store);
  const problems: string[] = [];
  const tally = new Map<string, number>();
  const counting: SyncParts = {
    ...parts,
    engine: {
      async post(events, options) {
        const answers = await parts.engine.post(events, options);
        for (const [i, answer] of answers.entries()) {
          const event = events[i];
          const type = typeof event === "object" && event !== null && "type" in event ? String(event.type) : "";
          if (answer.status === "accepted") tally.set(type, (tally.get(type) ?? 0) + 1);
        }
        return answers;
      },
    },
  };
  const attempt = async <T>(what: string, work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      if (problems.length < MAX_PROBLEMS) problems.push(`${what}: ${error.message}`);
      return undefined;
    }
  };

  const tags = await attempt("tags", () => syncTags(parts));
  const members = (await attempt("members", () => saying(() => app.contacts.followUsers({}))))?.follow_user ?? [];
  const unlicensed: string[] = [];
  const seen = new Map<string, Found>();
  /** Whose customers were read to the end: only their absence means anything. */
  const covered = new Set<string>();
  for (let from = 0; from < members.length; from += MEMBERS_PER_CALL) {
    const lot = members.slice(from, from + MEMBERS_PER_CALL);
    const read = await attempt(`customers of ${lot.length} members`, () => readLot(parts, lot, seen));
    if (!read) continue;
    unlicensed.push(...read.unlicensed);
    for (const member of lot) if (!read.unlicensed.includes(member)) covered.add(userIdKey(member));
  }
  await compareAll(counting, context, seen, covered);
  const chatIds = (await attempt("group chats", () => listChats(parts))) ?? [];
  for (const chatId of chatIds) await attempt(`group chat ${chatId}`, () => syncChat(counting, chatId));

  const advisors = (await store.brand.advisors()).filter(({ active }) => active);
  const memberAdvisors = new Set(members.map((member) => context.advisorOf(member)));
  const report: Reconciliation = {
    startedAt,
    endedAt: now(),
    members: members.length,
    customers: seen.size,
    repaired: Object.fromEntries(tally),
    chats: chatIds.length,
    tagsCreated: tags?.created.length ?? 0,
    tagsTaken: tags?.taken.length ?? 0,
    unknownMembers: members.filter((member) => !context.isAdvisor(member)),
    missingAdvisors: members.length === 0 ? [] : advisors.map(({ id }) => id).filter((id) => !memberAdvisors.has(id)),
    unlicensed,
    problems,
  };
  await reconciliationRecords(parts).put({ id: "latest", doc: report });
  return report;
}

interface Found {
  contact: WecomExternalContact;
  relations: WecomFollowInfo[];
}

/** Reads the customers of up to 100 members into `seen`. */
async function readLot(
  { app }: SyncParts,
  members: readonly string[],
  seen: Map<string, Found>,
): Promise<{ unlicensed: readonly string[] }> {
  return saying(async () => {
    const unlicensed: string[] = [];
    for await (const { external_contact_list, fail_info } of app.contacts.eachByUser(members)) {
      unlicensed.push(...(fail_info?.unlicensed_userid_list ?? []));
      for (const { external_contact: contact, follow_info } of external_contact_list) {
        const known = seen.get(contact.external_userid) ?? { contact, relations: [] };
        known.relations.push(follow_info);
        seen.set(contact.external_userid, known);
      }
    }
    return { unlicensed };
  });
}

/**
 * Takes a look at everybody WeCom told of, and at those it no longer tells of. A relation with a member whose customers
 * could not be read stays as we last saw it: its absence means nothing.
 */
async function compareAll(
  parts: SyncParts,
  context: SyncContext,
  seen: ReadonlyMap<string, Found>,
  covered: ReadonlySet<string>,
): Promise<void> {
  const looks = createContactLooks(parts.store);
  for (const [externalUserId, { contact, relations }] of seen) {
    const before = (await looks.records.get(externalUserId))?.doc;
    const after = keepUncovered(before, snapshotOf(contact, relations), covered);
    await takeLook(parts, context, looks, externalUserId, after);
  }
  for (let afterId: string | undefined; ; ) {
    const page = await looks.records.list({ limit: PAGE, ...(afterId === undefined ? {} : { afterId }) });
    for (const { id, doc } of page) {
      if (seen.has(id) || Object.keys(doc.relations).length === 0) continue;
      const after = keepUncovered(doc, { ...doc, relations: {} }, covered);
      await takeLook(parts, context, looks, id, after);
    }
    afterId = page.at(-1)?.id;
    if (page.length < PAGE || afterId === undefined) return;
  }
}

function keepUncovered(
  before: ContactSnapshot | undefined,
  after: ContactSnapshot,
  covered: ReadonlySet<string>,
): ContactSnapshot {
  const kept = Object.entries(before?.relations ?? {}).filter(([key]) => !covered.has(key));
  return { ...after, relations: { ...Object.fromEntries(kept), ...after.relations } };
}
