import "./library.css";
import type { LibraryItem } from "@sopflow/schemas";
import { useState } from "react";
import { DESK_TEXTS } from "../../i18n/desk-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { UI_TEXTS } from "../../i18n/ui-texts.js";
import { useSession } from "../../session/session-context.js";
import { Button } from "../../ui/button.js";
import { FailureNotice } from "../../ui/failure-notice.js";
import { Select, TextInput } from "../../ui/field.js";
import { Empty, Skeleton } from "../../ui/notice.js";
import { ALL, FAVOURITES, filterLibrary, type LibraryView, OWN } from "./filter-library.js";
import { LibraryCard } from "./library-card.js";
import { LIBRARY_KINDS } from "./library-kinds.js";
import { useLibrary } from "./use-library.js";

interface LibraryListProps {
  /** Takes the words of an item; without it items are copied or sent. */
  readonly onPick?: ((text: string) => void) | undefined;
  readonly onEdit?: ((item: LibraryItem) => void) | undefined;
}

const START: LibraryView = { search: "", kind: "text", shelf: ALL };

/** Scripts and materials: searched, on shelves, by kind. Where a script is picked, there are scripts only. */
export function LibraryList({ onPick, onEdit }: LibraryListProps) {
  const t = useTexts(DESK_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const session = useSession();
  const [view, setView] = useState(START);
  const { items, isLoaded, folders, error, refetch, like } = useLibrary();
  const shown = items && filterLibrary(items, view, session.userId);
  const isFiltered = view.search !== "" || view.shelf !== ALL;
  return (
    <div className="library">
      <div className="library-find">
        <TextInput
          type="search"
          placeholder={t("library.search")}
          aria-label={t("library.search")}
          value={view.search}
          onChange={(event) => setView({ ...view, search: event.target.value })}
        />
        <Select
          aria-label={t("library.folders")}
          value={view.shelf}
          onChange={(event) => setView({ ...view, shelf: event.target.value })}
        >
          <option value={ALL}>{t("library.all")}</option>
          <option value={FAVOURITES}>★ {t("library.favourites")}</option>
          <option value={OWN}>{t("library.own")}</option>
          {folders.map((folder) => (
            <option key={folder} value={folder}>
              {folder}
            </option>
          ))}
        </Select>
      </div>
      {!onPick && (
        <fieldset className="kinds">
          <legend className="hidden-text">{t("library.kinds")}</legend>
          {LIBRARY_KINDS.map((kind) => (
            <label key={kind}>
              <input
                type="radio"
                name="kind"
                checked={view.kind === kind}
                onChange={() => setView({ ...view, kind })}
              />
              <span>{t(`kind.${kind}`)}</span>
            </label>
          ))}
        </fieldset>
      )}
      {error !== undefined && !isLoaded && <FailureNotice error={error} onRetry={refetch} />}
      {!items && error === undefined && <Skeleton lines={6} label={ui("loading")} />}
      {shown?.map((item) => (
        <LibraryCard
          key={item.id}
          item={item}
          onPick={onPick}
          onEdit={item.kind === "text" ? onEdit : undefined}
          onLike={(liked) => like(item, liked)}
        />
      ))}
      {isLoaded &&
        shown?.length === 0 &&
        (isFiltered ? (
          <Empty
            title={t("library.none")}
            actions={
              <Button size="l" onClick={() => setView({ ...view, search: "", shelf: ALL })}>
                {t("library.clear")}
              </Button>
            }
          />
        ) : (
          <Empty title={t("library.empty")}>{t("library.emptyText")}</Empty>
        ))}
    </div>
  );
}
