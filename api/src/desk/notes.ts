import { type Store, typedRecords } from "@sopflow/engine";
import { type Note, noteSchema } from "@sopflow/schemas";
import { ApiError } from "../errors/api-error.js";

const PAGE = 500;

/** What advisors wrote down about customers. A note goes when its customer is erased. */
export function createNotes({ records }: Pick<Store, "records">) {
  const notes = typedRecords(records, "desk.note", noteSchema);
  return {
    /** Newest first. */
    async of(customerId: string): Promise<Note[]> {
      const found: Note[] = [];
      for (let afterId: string | undefined; ; ) {
        const page = await notes.list({ customerId, limit: PAGE, ...(afterId === undefined ? {} : { afterId }) });
        found.push(...page.map(({ doc }) => doc));
        afterId = page.at(-1)?.id;
        if (page.length < PAGE) return found.sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));
      }
    },
    /** The same note again is the one that is there; another one under its id is refused (`request.key_reused`). */
    async add(note: Note): Promise<Note> {
      const { id, customerId } = note;
      if (await notes.put({ id, customerId, doc: note, expected: 0 })) return note;
      const there = (await notes.get(id))?.doc;
      const isSame = there?.customerId === customerId && there.by === note.by && there.text === note.text;
      if (!there || !isSame) throw ApiError.of("request.key_reused");
      return there;
    },
    /** `by`: who may remove only what they wrote themselves. `isRepeat`: gone already is as asked. */
    async remove(customerId: string, id: string, by: string | undefined, isRepeat: boolean): Promise<void> {
      const found = await notes.get(id);
      if (!found && isRepeat) return;
      if (found?.doc.customerId !== customerId) throw ApiError.of("note.not_found", { id });
      if (by !== undefined && found.doc.by !== by) throw ApiError.of("note.not_yours");
      await notes.put({ id });
    },
  };
}
