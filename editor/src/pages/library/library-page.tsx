import "./library.css";
import type { LibraryItem } from "@sopflow/schemas";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useCallback, useState } from "react";
import { useApi } from "../../api/api-context.js";
import { loadLibrary } from "../../api/library-calls.js";
import { LIBRARY_TEXTS } from "../../i18n/library-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { mayWork, useSession } from "../../session/session-context.js";
import { Button } from "../../ui/button.js";
import { Check } from "../../ui/field.js";
import { FilterSelect } from "../../ui/filter-select.js";
import { Empty } from "../../ui/notice.js";
import { SearchBox } from "../../ui/search-box.js";
import { ListFrame } from "../list/list-frame.js";
import { ItemCard } from "./item-card.js";
import { ItemDialog } from "./item-dialog.js";
import { KINDS, readLibrarySearch } from "./library-search.js";

const route = getRouteApi("/library");
/** Typing goes on for so long before the list is asked for again, ms. */
const TYPING_MS = 300;

/** Scripts and materials that advisors pick from. */
export function LibraryPage() {
  const t = useTexts(LIBRARY_TEXTS);
  const api = useApi();
  const navigate = useNavigate();
  const session = useSession();
  const search = route.useSearch();
  const [edited, setEdited] = useState<LibraryItem | "new">();
  const { q, kind, folder, mine } = search;
  const list = useQuery({
    queryKey: ["library", search],
    queryFn: () => loadLibrary(api, { search: q, kind, folder, favourites: mine === undefined ? undefined : true }),
    placeholderData: keepPreviousData,
  });
  const change = useCallback(
    (part: Record<string, unknown>) =>
      void navigate({ to: "/library", search: readLibrarySearch({ ...search, ...part }), replace: true }),
    [navigate, search],
  );
  const searchFor = useCallback((text: string) => change({ q: text }), [change]);
  const clear =
    Object.keys(search).length > 0 ? () => void navigate({ to: "/library", search: {}, replace: true }) : undefined;
  const folders = (list.data?.folders ?? []).filter((name) => name !== "");
  const addButton = mayWork(session) && (
    <Button tone="primary" icon={<Plus size={16} aria-hidden />} onClick={() => setEdited("new")}>
      {t("add")}
    </Button>
  );
  return (
    <>
      <ListFrame
        title={t("title")}
        list={{
          ...list,
          items: list.data?.items,
          isOutdated: list.isPlaceholderData,
          retry: () => void list.refetch(),
        }}
        onClear={clear}
        actions={addButton}
        filters={
          <>
            <SearchBox label={t("search")} value={q ?? ""} onChange={searchFor} delayMs={TYPING_MS} />
            <FilterSelect
              label={t("kind")}
              all={t("allKinds")}
              value={kind ?? ""}
              onChange={(next) => change({ kind: next })}
              choices={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
            />
            <FilterSelect
              label={t("folder")}
              all={t("allFolders")}
              value={folder ?? ""}
              onChange={(next) => change({ folder: next })}
              choices={[...new Set([...folders, ...(folder === undefined ? [] : [folder])])].map((value) => ({
                value,
                label: value,
              }))}
            />
            <Check
              checked={mine === "favourites"}
              onChange={(event) => change({ mine: event.target.checked ? "favourites" : undefined })}
            >
              {t("favourites")}
            </Check>
          </>
        }
        empty={
          clear ? (
            <Empty title={t("empty")}>{t("emptyText")}</Empty>
          ) : (
            <Empty title={t("none")} actions={addButton}>
              {t("noneText")}
            </Empty>
          )
        }
      >
        {(items) => (
          <ul className="library-list">
            {items.map((item) => (
              <ItemCard key={item.id} item={item} onEdit={() => setEdited(item)} />
            ))}
          </ul>
        )}
      </ListFrame>
      {edited && (
        <ItemDialog
          item={edited === "new" ? undefined : edited}
          folders={folders}
          folder={folder ?? ""}
          onClose={() => setEdited(undefined)}
        />
      )}
    </>
  );
}
