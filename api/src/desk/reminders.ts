import { type Store, typedRecords } from "@sopflow/engine";
import { type Reminder, reminderSchema } from "@sopflow/schemas";
import { newId } from "../access/tokens.js";
import { ApiError } from "../errors/api-error.js";

const MAX_REMINDERS = 1_000;

/** Promises of advisors to call or write. Delivery tells of them when they are due. */
export function createReminders({ records }: Pick<Store, "records">) {
  const reminders = typedRecords(records, "desk.reminder", reminderSchema);
  return {
    /** Open ones, earliest first; of one advisor, or of all. */
    async open(advisorId: string | undefined): Promise<Reminder[]> {
      const rows = await reminders.list({
        ...(advisorId === undefined ? {} : { owner: advisorId }),
        limit: MAX_REMINDERS,
      });
      return rows
        .map(({ doc }) => doc)
        .filter(({ state }) => state === "open")
        .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
    },
    async add(reminder: Omit<Reminder, "id" | "state">): Promise<Reminder> {
      const doc: Reminder = { ...reminder, id: newId(), state: "open" };
      await reminders.put({ id: doc.id, owner: doc.advisorId, customerId: doc.customerId, doc, dueAt: doc.at });
      return doc;
    },
    async finish(id: string, ownerId: string | undefined): Promise<Reminder> {
      const found = await reminders.get(id);
      if (!found || (ownerId !== undefined && found.doc.advisorId !== ownerId)) {
        throw ApiError.of("reminder.not_found", { id });
      }
      const doc: Reminder = { ...found.doc, state: "done" };
      await reminders.put({ id, owner: doc.advisorId, customerId: doc.customerId, doc });
      return doc;
    },
  };
}
