import type { Locale } from "../i18n/locale.js";
import { translate } from "../i18n/translate.js";
import { CATEGORY_COLOURS } from "../nodes/node-view.js";
import { viewOf } from "../nodes/registry.js";
import type { CardNode } from "./flow-elements.js";

/** React Flow's own words, in the reader's language. */
export const ariaLabels = (locale: Locale) => ({
  "controls.ariaLabel": translate(locale, "canvas.controls"),
  "controls.zoomIn.ariaLabel": translate(locale, "canvas.zoomIn"),
  "controls.zoomOut.ariaLabel": translate(locale, "canvas.zoomOut"),
  "controls.fitView.ariaLabel": translate(locale, "canvas.fit"),
  "minimap.ariaLabel": translate(locale, "canvas.minimap"),
});

export const minimapColour = ({ data }: CardNode): string => `var(${CATEGORY_COLOURS[viewOf(data.node).category]})`;
