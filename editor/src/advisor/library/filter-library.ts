import type { LibraryItem } from "@sopflow/schemas";

export interface LibraryView {
  readonly search: string;
  readonly kind: LibraryItem["kind"];
  /** A folder, one of the two below, or everything. */
  readonly shelf: string;
}

/** Shelves that are no folders; a folder's name is trimmed and never begins with a space. */
export const ALL = "";
export const FAVOURITES = " favourites";
export const OWN = " own";

/** What is on a shelf and holds every word of the search, in title, words or folder. Favourites stay first. */
export function filterLibrary<Item extends LibraryItem>(
  items: readonly Item[],
  { search, kind, shelf }: LibraryView,
  userId: string,
) {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return items.filter((item) => {
    if (item.kind !== kind) return false;
    if (
      shelf === FAVOURITES
        ? !item.favourite
        : shelf === OWN
          ? !isOwn(item, userId)
          : shelf !== ALL && item.folder !== shelf
    ) {
      return false;
    }
    const text = `${item.title}\n${item.text}\n${item.folder}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

export const isOwn = ({ by, visibility }: LibraryItem, userId: string): boolean =>
  by === userId && visibility === "own";
