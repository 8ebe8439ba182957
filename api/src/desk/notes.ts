import { type Store, typedRecords } from "@sopflow/engine";
import { type Note, noteSchema } from "@sopflow/schemas";
import { newId } from "../access/tokens.js";
import { ApiError } from "../errors/api-error.js";

const MAX_NOTES = 500;

/** What advisors wrote down about customers. A note goes when its customer is erased. */
export function createNotes({ records }: Pick<Store, "records">) {
  const notes = typedRecords(records, "desk.note", noteSchema);
  return {
    /** Newest first. */
    async of(customerId: string): Promise<Note[]> {
      const rows = await notes.list({ customerId, limit: MAX_NOTES });
      return rows.map(({ doc }) => doc).sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));
    },
    async add(customerId: string, text: string, by: string, at: number): Promise<Note> {
      const note = { id: newId(), customerId, text, by, at };
      await notes.put({ id: note.id, customerId, doc: note });
      return note;
    },
    /** `by`: who may remove only what they wrote themselves. */
    async remove(customerId: string, id: string, by: string | undefined): Promise<void> {
      const found = await notes.get(id);
      if (found?.doc.customerId !== customerId) throw ApiError.of("note.not_found", { id });
      if (by !== undefined && found.doc.by !== by) throw ApiError.of("note.not_yours");
      await notes.put({ id });
    },
  };
}
