import { useCallback } from "react";
import { LIBRARY_TEXTS } from "../../i18n/library-texts.js";
import { useTexts } from "../../i18n/locale-context.js";

export const POOL = "pool:";
/** Of the pool that advisors are in from the start. */
const DEFAULT_POOL = `${POOL}default`;

/** Who sees an item, in words. */
export function useVisibilityWords(): (visibility: string) => string {
  const t = useTexts(LIBRARY_TEXTS);
  return useCallback(
    (visibility) =>
      visibility === DEFAULT_POOL
        ? t("visibility.defaultPool")
        : visibility.startsWith(POOL)
          ? t("visibility.pool", { pool: visibility.slice(POOL.length) })
          : t(visibility === "own" ? "visibility.own" : "visibility.all"),
    [t],
  );
}
