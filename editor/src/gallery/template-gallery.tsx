import { compileFlow, FLOW_TEMPLATES, parseFlow, TEMPLATE_ATTRIBUTES } from "@sopflow/engine/core";
import { useEffect, useMemo, useState } from "react";
import { FlowCanvas } from "../canvas/flow-canvas.js";
import { type LayoutPlaces, layoutInput } from "../canvas/layout/layout-input.js";
import { startLayout } from "../canvas/layout/start-layout-worker.js";
import { SpeechContext } from "../canvas/locale-context.js";
import { indexDiagnostics } from "../document/diagnostics/live-diagnostics.js";
import type { Locale } from "../i18n/locale.js";
import type { Names } from "../i18n/names.js";
import { translate } from "../i18n/translate.js";
import "./template-gallery.css";

const NAMES: Names = { attribute: (name) => labelOf(name) };
const labelOf = (name: string): string | undefined =>
  Object.entries(TEMPLATE_ATTRIBUTES).find(([key]) => key === name)?.[1].label;

const TEMPLATES = FLOW_TEMPLATES.flatMap((template) => {
  const { flow } = parseFlow(template.file);
  return flow ? [{ ...template, flow }] : [];
});

/** The templates to look at, each on the canvas. */
export function TemplateGallery() {
  const [locale, setLocale] = useState<Locale>("zh");
  const [index, setIndex] = useState(0);
  const chosen = TEMPLATES[index];
  const [laidOut, setLaidOut] = useState<{ id: string; places: LayoutPlaces }>();
  const problems = useMemo(() => {
    if (chosen === undefined) return new Map<string, never>();
    return indexDiagnostics(compileFlow(chosen.flow, { version: 1 }).diagnostics, chosen.flow).byNode;
  }, [chosen]);

  useEffect(() => {
    document.documentElement.lang = locale === "zh" ? "zh-CN" : "en";
    document.title = translate(locale, "app.title");
  }, [locale]);

  useEffect(() => {
    if (chosen === undefined) return undefined;
    const layout = startLayout();
    void layout.layout(layoutInput(chosen.flow)).then((layout) => {
      if (layout) setLaidOut({ id: chosen.id, places: layout.places });
    });
    return () => layout.stop();
  }, [chosen]);

  return (
    <SpeechContext value={useMemo(() => ({ locale, names: NAMES }), [locale])}>
      <div className="gallery">
        <nav aria-label={translate(locale, "templates.title")}>
          <h1>{translate(locale, "templates.title")}</h1>
          {TEMPLATES.map(({ id, name, purpose }, i) => (
            <button key={id} type="button" aria-pressed={i === index} onClick={() => setIndex(i)}>
              <strong>{name[locale]}</strong>
              <span>{purpose[locale]}</span>
            </button>
          ))}
          <button type="button" className="gallery-language" onClick={() => setLocale(locale === "zh" ? "en" : "zh")}>
            {translate(locale, "language.switch")}
          </button>
        </nav>
        <main>
          {chosen !== undefined && laidOut?.id === chosen.id && (
            <FlowCanvas key={chosen.id} flow={chosen.flow} places={laidOut.places} problems={problems} />
          )}
        </main>
      </div>
    </SpeechContext>
  );
}
