import type { LibraryItem } from "@sopflow/schemas";
import { useContext, useState } from "react";
import { useApi } from "../../api/api-context.js";
import { likeLibraryItem, loadLibrary } from "../../api/library-calls.js";
import { FetchCacheContext, useFetched } from "../../api/use-fetched.js";
import { useTexts } from "../../i18n/locale-context.js";
import { UI_TEXTS } from "../../i18n/ui-texts.js";
import { failureWords } from "../../ui/failure-notice.js";
import { useToasts } from "../../ui/toasts.js";

const FRESH_MS = 60_000;

/** The whole library, so that searching it needs no connection; favourites change at once and are put right by the server. */
export function useLibrary() {
  const ui = useTexts(UI_TEXTS);
  const api = useApi();
  const cache = useContext(FetchCacheContext);
  const toasts = useToasts();
  const [likes, setLikes] = useState<ReadonlyMap<string, boolean>>(new Map());
  const { data, error, refetch } = useFetched("library", () => loadLibrary(api, {}), { freshMs: FRESH_MS });
  const items = data?.items.map((item) => ({ ...item, favourite: likes.get(item.id) ?? item.favourite }));
  const like = async ({ id }: LibraryItem, favourite: boolean) => {
    setLikes((before) => new Map(before).set(id, favourite));
    try {
      await likeLibraryItem(api, id, favourite);
      cache.invalidate("library");
    } catch (failure) {
      setLikes((before) => new Map(before).set(id, !favourite));
      toasts.fail(failureWords(failure, ui("failed")));
    }
  };
  return { items, folders: data?.folders ?? [], error, refetch, like };
}
