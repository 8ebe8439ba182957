import { lazy, Suspense, useEffect } from "react";
import type { CheckOptions } from "../document/import-flow.js";
import { useView } from "../editing/editor-session.js";
import { useTexts } from "../i18n/locale-context.js";
import { UI_TEXTS } from "../i18n/ui-texts.js";
import { usePreviewState, usePreviewStore } from "./preview-store.js";

const PreviewBar = lazy(() => import("./preview-bar.js"));
const PreviewPanel = lazy(() => import("./preview-panel.js"));

/** The bar over the canvas. It stays while its flow is edited in other tabs, until it is closed. */
export function PreviewStage({ check }: { check: CheckOptions }) {
  const store = usePreviewStore();
  const open = usePreviewState((state) => state.open);
  const isTab = useView((state) => state.tab === "preview");
  useEffect(() => {
    if (isTab) store.setState({ open: true });
  }, [isTab, store]);
  if (!open) return null;
  return (
    <Suspense fallback={null}>
      <PreviewBar check={check} />
    </Suspense>
  );
}

/** The tab beside the canvas; loaded when it is first opened. */
export function PreviewTab() {
  const t = useTexts(UI_TEXTS);
  return (
    <Suspense fallback={<p className="preview-loading">{t("loading")}</p>}>
      <PreviewPanel />
    </Suspense>
  );
}
