import { lazy, Suspense } from "react";
import { useTexts } from "../i18n/locale-context.js";
import { UI_TEXTS } from "../i18n/ui-texts.js";
import { Skeleton } from "../ui/notice.js";

const load = () => import("./inspector-panel.js");
const InspectorPanel = lazy(async () => ({ default: (await load()).InspectorPanel }));
// With every form, condition and picker it weighs as much as the canvas, which shows without it: fetched beside, not before.
load().catch(() => undefined);

/** The form of what is selected, as soon as its code is there. */
export function Inspector() {
  const t = useTexts(UI_TEXTS);
  return (
    <Suspense fallback={<Skeleton lines={6} label={t("loading")} />}>
      <InspectorPanel />
    </Suspense>
  );
}
