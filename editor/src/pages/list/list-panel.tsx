import type { ReactNode } from "react";
import { useTexts } from "../../i18n/locale-context.js";
import { UI_TEXTS } from "../../i18n/ui-texts.js";
import { Button } from "../../ui/button.js";
import { FailureNotice } from "../../ui/failure-notice.js";
import { Skeleton } from "../../ui/notice.js";

/** A list as it comes from the server, whole or page by page. */
export interface LoadedList<T> {
  /** Undefined until the first answer. */
  readonly items: readonly T[] | undefined;
  /** How many there are in all, where the server says so. */
  readonly total?: number | undefined;
  readonly error: unknown;
  readonly isPending: boolean;
  readonly retry: () => void;
  /** It is of the filters before, and another is on its way. */
  readonly isOutdated?: boolean;
  readonly hasMore?: boolean;
  readonly isLoadingMore?: boolean;
  readonly loadMore?: () => void;
}

interface ListPanelProps<T> {
  readonly list: LoadedList<T>;
  /** Grey lines while it loads. */
  readonly lines?: number;
  /** Instead of a list without items. */
  readonly empty: ReactNode;
  readonly children: (items: readonly T[]) => ReactNode;
}

/** A list in all its states: loading, failed, empty, and with more to come. */
export function ListPanel<T>({ list, lines = 8, empty, children }: ListPanelProps<T>) {
  const ui = useTexts(UI_TEXTS);
  const { items, error } = list;
  return (
    <>
      {error !== null && error !== undefined && <FailureNotice error={error} onRetry={list.retry} />}
      {(items !== undefined || list.isPending) && (
        <div className="panel" aria-busy={list.isOutdated || undefined}>
          {list.isPending && <Skeleton lines={lines} label={ui("loading")} />}
          {items !== undefined && (items.length > 0 ? children(items) : empty)}
          {list.hasMore && <MoreButton busy={list.isLoadingMore ?? false} onClick={list.loadMore} />}
        </div>
      )}
    </>
  );
}

/** Asks for the next page of a list. */
export function MoreButton({ busy, onClick }: { readonly busy: boolean; readonly onClick: (() => void) | undefined }) {
  const ui = useTexts(UI_TEXTS);
  return (
    <div className="list-more">
      <Button busy={busy} onClick={onClick}>
        {ui("more")}
      </Button>
    </div>
  );
}
