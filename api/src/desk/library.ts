import { type Store, typedRecords } from "@sopflow/engine";
import { type LibraryBody, type LibraryItem, libraryItemSchema } from "@sopflow/schemas";
import { z } from "zod";
import { ApiError } from "../errors/api-error.js";

const storedSchema = libraryItemSchema.omit({ favourite: true, editable: true });
type Stored = z.infer<typeof storedSchema>;

/** Who looks into the library. */
export interface Reader {
  readonly userId: string;
  /** Pools of the advisor; undefined = sees everything (leads, administrators). */
  readonly pools?: readonly string[];
  /** May change what others made. */
  readonly isLead: boolean;
}

export interface LibraryQuery {
  readonly search?: string | undefined;
  readonly kind?: LibraryItem["kind"] | undefined;
  readonly folder?: string | undefined;
  readonly favourites?: boolean | undefined;
}

const PAGE = 500;

/** Scripts and materials that advisors pick from, with everybody's own favourites and wordings. */
export function createLibrary({ records }: Pick<Store, "records">) {
  const items = typedRecords(records, "desk.library", storedSchema);
  const favourites = typedRecords(records, "desk.favourite", z.object({ itemId: z.string() }));
  const favouriteId = (userId: string, itemId: string) => `${userId}/${itemId}`;

  async function load(id: string, reader: Reader): Promise<Stored> {
    const doc = (await items.get(id))?.doc;
    if (!doc || !isVisible(doc, reader)) throw ApiError.of("library.not_found", { id });
    return doc;
  }

  async function loadOwn(id: string, reader: Reader): Promise<Stored> {
    const doc = await load(id, reader);
    if (!isEditable(doc, reader)) throw ApiError.of("library.not_yours");
    return doc;
  }

  const put = (doc: Stored) => items.put({ id: doc.id, owner: doc.by, doc });

  async function all(): Promise<Stored[]> {
    const found: Stored[] = [];
    for (let afterId: string | undefined; ; ) {
      const page = await items.list({ limit: PAGE, ...(afterId === undefined ? {} : { afterId }) });
      found.push(...page.map(({ doc }) => doc));
      afterId = page.at(-1)?.id;
      if (page.length < PAGE) return found;
    }
  }

  return {
    /** What the reader may see and asks for, favourites first, then by folder and title; and all folders there are. */
    async list(reader: Reader, query: LibraryQuery): Promise<{ items: LibraryItem[]; folders: string[] }> {
      const [visible, liked] = await Promise.all([
        all().then((docs) => docs.filter((doc) => isVisible(doc, reader))),
        favourites.list({ owner: reader.userId, limit: PAGE }),
      ]);
      const likes = new Set(liked.map(({ doc }) => doc.itemId));
      const shown = visible
        .map((doc) => ({ ...doc, favourite: likes.has(doc.id), editable: isEditable(doc, reader) }))
        .filter((item) => matches(item, query))
        .sort(
          (a, b) =>
            Number(b.favourite) - Number(a.favourite) ||
            a.folder.localeCompare(b.folder, "zh") ||
            a.title.localeCompare(b.title, "zh"),
        );
      const folders = [...new Set(visible.map(({ folder }) => folder))].filter((name) => name !== "");
      return { items: shown, folders: folders.sort((a, b) => a.localeCompare(b, "zh")) };
    },

    /** One item that the reader may see. */
    find: (id: string, reader: Reader) => load(id, reader),

    /** The same item again is the one that is there; another one under its id is refused (`request.key_reused`). */
    /** Puts an item that has an id of its own already. */
    keep: (doc: Stored) => put(doc),

    async add(reader: Reader, id: string, body: LibraryBody, at: number): Promise<LibraryItem> {
      if (body.variantOf !== undefined) await load(body.variantOf, reader);
      const doc: Stored = { ...body, id, by: reader.userId, updatedAt: at };
      // What an advisor words for themselves is not put before everybody.
      if (!reader.isLead) doc.visibility = "own";
      if (await items.put({ id, owner: doc.by, doc, expected: 0 })) return { ...doc, favourite: false, editable: true };
      const there = (await items.get(id))?.doc;
      if (there?.by !== doc.by || there.title !== doc.title || there.text !== doc.text) {
        throw ApiError.of("request.key_reused");
      }
      return { ...there, favourite: false, editable: true };
    },

    async change(id: string, reader: Reader, body: LibraryBody, at: number): Promise<LibraryItem> {
      const before = await loadOwn(id, reader);
      const doc: Stored = { ...body, id, by: before.by, updatedAt: at };
      if (!reader.isLead) doc.visibility = "own";
      await put(doc);
      const favourite = (await favourites.get(favouriteId(reader.userId, id))) !== undefined;
      return { ...doc, favourite, editable: true };
    },

    /** `isRepeat`: gone already is as asked. */
    async remove(id: string, reader: Reader, isRepeat: boolean): Promise<void> {
      if (isRepeat && !(await items.get(id))) return;
      await loadOwn(id, reader);
      await items.put({ id });
    },

    async like(id: string, reader: Reader, isLiked: boolean): Promise<void> {
      await load(id, reader);
      const row = { id: favouriteId(reader.userId, id), owner: reader.userId };
      await favourites.put(isLiked ? { ...row, doc: { itemId: id } } : row);
    },
  };
}

function isVisible({ visibility, by }: Stored, { userId, pools }: Reader): boolean {
  if (by === userId || visibility === "all") return true;
  if (visibility === "own") return false;
  return pools === undefined || pools.includes(visibility.slice("pool:".length));
}

const isEditable = ({ by, visibility }: Stored, { userId, isLead }: Reader): boolean =>
  by === userId || (isLead && visibility !== "own");

function matches(item: LibraryItem, { search, kind, folder, favourites }: LibraryQuery): boolean {
  if (kind !== undefined && item.kind !== kind) return false;
  if (folder !== undefined && item.folder !== folder) return false;
  if (favourites === true && !item.favourite) return false;
  if (search === undefined || search === "") return true;
  const words = search.toLowerCase();
  return [item.title, item.text, item.folder].some((text) => text.toLowerCase().includes(words));
}
