import { useMemo } from "react";
import { useSpeech } from "../canvas/locale-context.js";
import { useDocument } from "../editing/editor-session.js";
import { useTexts } from "../i18n/locale-context.js";
import { PREVIEW_TEXTS } from "../i18n/preview-texts.js";
import type { LineSpeech } from "./line-words.js";
import { usePreviewState } from "./preview-store.js";

/** What lines of a preview need to be put into words. */
export function useLineSpeech(): LineSpeech {
  const t = useTexts(PREVIEW_TEXTS);
  const { locale, names } = useSpeech();
  const nodes = useDocument((state) => state.flow.nodes);
  const zone = useDocument((state) => state.flow.settings.timezone);
  const startAt = usePreviewState((state) => state.startAt);
  return useMemo(() => {
    const byId = new Map(nodes.map((node) => [node.id, node]));
    return { t, locale, names, zone, startAt, node: (id) => byId.get(id) };
  }, [t, locale, names, nodes, zone, startAt]);
}
