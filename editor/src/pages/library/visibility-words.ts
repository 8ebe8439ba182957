import { useCallback } from "react";
import { LIBRARY_TEXTS } from "../../i18n/library-texts.js";
import { useTexts } from "../../i18n/locale-context.js";

export const POOL = "pool:";

/** Who sees an item, in words. */
export function useVisibilityWords(): (visibility: string) => string {
  const t = useTexts(LIBRARY_TEXTS);
  return useCallback(
    (visibility) =>
      visibility.startsWith(POOL)
        ? t("visibility.pool", { pool: visibility.slice(POOL.length) })
        : t(visibility === "own" ? "visibility.own" : "visibility.all"),
    [t],
  );
}
