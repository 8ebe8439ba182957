import { type Store, typedRecords } from "@sopflow/engine";
import { type Reminder, type StoredReminder, storedReminderSchema } from "@sopflow/schemas";
import { ApiError } from "../errors/api-error.js";

const PAGE = 500;
/** A request that is older than so many others on one promise is not sent again any more. */
const REMEMBERED = 20;

/** What came of a change; `isNew` false: the very same one was made before. */
export interface ChangedReminder {
  readonly reminder: Reminder;
  readonly before: Reminder;
  readonly isNew: boolean;
}

/** Promises of advisors to call or write. Delivery tells of them when they are due. */
export function createReminders({ records }: Pick<Store, "records">) {
  const reminders = typedRecords(records, "desk.reminder", storedReminderSchema);

  /** One change, once, whoever else changes the promise at the same time. */
  async function change(
    id: string,
    ownerId: string | undefined,
    requestId: string,
    next: (before: StoredReminder) => StoredReminder,
  ): Promise<ChangedReminder> {
    for (;;) {
      const found = await reminders.get(id);
      if (!found || (ownerId !== undefined && found.doc.advisorId !== ownerId)) {
        throw ApiError.of("reminder.not_found", { id });
      }
      const before = found.doc;
      if (before.applied.includes(requestId)) return { reminder: before, before, isNew: false };
      const changed = next(before);
      if (changed === before) return { reminder: before, before, isNew: false };
      const reminder = { ...changed, applied: [...before.applied, requestId].slice(-REMEMBERED) };
      const { customerId, advisorId, at } = reminder;
      const isOpen = reminder.state === "open";
      const write = { id, customerId, doc: reminder, expected: found.revision };
      // A closed one is nobody's any more: lists read open ones only.
      if (await reminders.put(isOpen ? { ...write, owner: advisorId, dueAt: at } : write)) {
        return { reminder, before, isNew: true };
      }
    }
  }

  const close = (to: "done" | "cancelled") => (before: StoredReminder) => {
    if (before.state === to) return before;
    refuseClosed(before);
    return { ...before, state: to };
  };

  return {
    /** Open ones, earliest first; of one advisor, or of all. */
    async open(advisorId: string | undefined): Promise<Reminder[]> {
      const found: Reminder[] = [];
      const owner = advisorId === undefined ? {} : { owner: advisorId };
      for (let afterId: string | undefined; ; ) {
        const page = await reminders.list({ ...owner, limit: PAGE, ...(afterId === undefined ? {} : { afterId }) });
        found.push(...page.map(({ doc }) => doc).filter(({ state }) => state === "open"));
        afterId = page.at(-1)?.id;
        if (page.length < PAGE) return found.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
      }
    },

    /** The same promise again is the one that was made; another one under its id is refused (`request.key_reused`). */
    async add(promise: Omit<Reminder, "state">, requestId: string): Promise<Reminder> {
      const doc: StoredReminder = { ...promise, state: "open", applied: [requestId] };
      const { id, advisorId, customerId, at } = doc;
      if (await reminders.put({ id, owner: advisorId, customerId, doc, dueAt: at, expected: 0 })) return doc;
      const there = (await reminders.get(id))?.doc;
      if (!there?.applied.includes(requestId) || there.customerId !== customerId) {
        throw ApiError.of("request.key_reused");
      }
      return there;
    },

    /** To another time, epoch ms; `text` undefined: the words stay. */
    move: (id: string, ownerId: string | undefined, requestId: string, to: { at: number; text: string | undefined }) =>
      change(id, ownerId, requestId, (before) => {
        refuseClosed(before);
        return { ...before, at: to.at, text: to.text ?? before.text };
      }),

    /** Keeping or cancelling twice is the same as once. */
    finish: (id: string, ownerId: string | undefined, requestId: string) =>
      change(id, ownerId, requestId, close("done")),
    cancel: (id: string, ownerId: string | undefined, requestId: string) =>
      change(id, ownerId, requestId, close("cancelled")),
  };
}

function refuseClosed({ state }: Reminder): void {
  if (state !== "open") throw ApiError.of(`reminder.${state}`);
}
