import "../../ui/page.css";
import { type ReactNode, useEffect } from "react";
import { CONSOLE_TEXTS } from "../../i18n/console-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { countWords } from "../../i18n/money-words.js";
import { Button } from "../../ui/button.js";
import { ListPanel, type LoadedList } from "./list-panel.js";

interface ListFrameProps<T> {
  readonly title: string;
  /** Where one came from, above the title. */
  readonly back?: ReactNode;
  readonly actions?: ReactNode;
  readonly filters: ReactNode;
  /** Undefined while no filter is set. */
  readonly onClear?: (() => void) | undefined;
  readonly list: LoadedList<T>;
  readonly empty: ReactNode;
  readonly children: (items: readonly T[]) => ReactNode;
}

/** A page that is one list: title with how many there are, filters that stand in the address, and the list. */
export function ListFrame<T>({ title, back, actions, filters, onClear, list, empty, children }: ListFrameProps<T>) {
  const t = useTexts(CONSOLE_TEXTS);
  useEffect(() => {
    document.title = title;
  }, [title]);
  const count = list.total ?? list.items?.length ?? 0;
  return (
    <div className="page">
      {back}
      <div className="page-head">
        <h1>{title}</h1>
        {count > 0 && (
          <span className="page-count">
            {countWords(count)}
            {list.total === undefined && list.hasMore && "+"}
          </span>
        )}
        {actions !== undefined && <div className="page-actions">{actions}</div>}
      </div>
      <div className="filters">
        {filters}
        {onClear && (
          <Button tone="quiet" onClick={onClear}>
            {t("list.clear")}
          </Button>
        )}
      </div>
      <ListPanel list={list} empty={empty}>
        {children}
      </ListPanel>
    </div>
  );
}
