import type { LibraryItem } from "@sopflow/schemas";
import { useEffect } from "react";
import { useApi } from "../../api/api-context.js";
import { loadLibrary } from "../../api/library-calls.js";
import { useFetched } from "../../api/use-fetched.js";
import { useSession } from "../../session/session-context.js";
import { useDesk } from "../desk-context.js";
import { likeScript } from "../outbox/desk-changes.js";
import { libraryWithOutbox } from "./library-with-outbox.js";

const FRESH_MS = 60_000;

/** The whole library, so that searching it needs no connection; what was changed shows at once, with or without one. */
export function useLibrary() {
  const api = useApi();
  const { userId } = useSession();
  const { outbox, entries } = useDesk();
  const { data, error, refetch, askedAt } = useFetched("library", () => loadLibrary(api, {}), { freshMs: FRESH_MS });
  useEffect(() => outbox.settle("library", askedAt), [outbox, askedAt]);
  // Without a connection, what was written here is shown even where nothing else was ever loaded.
  const known = data?.items ?? (error === undefined ? undefined : []);
  const items = known && libraryWithOutbox(known, entries, userId);
  const like = (item: LibraryItem, favourite: boolean) =>
    void outbox.add({ id: item.id, title: item.title, customerId: item.id }, likeScript(item, favourite), 0);
  return { items, isLoaded: data !== undefined, folders: data?.folders ?? [], error, refetch, like };
}
