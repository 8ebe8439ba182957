import "./palette.css";
import type { NodeType } from "@sopflow/schemas";
import { memo, useState } from "react";
import { StepIcon } from "../canvas/step-icon.js";
import { edgeAt, findNode } from "../document/graph/flow-graph.js";
import { type EditorSession, useEditor } from "../editing/editor-session.js";
import type { Slot } from "../editing/editor-view.js";
import { matches } from "../editing/matches.js";
import { mayPlace, placeStep } from "../editing/place-step.js";
import { type ToCanvas, useStepDrag } from "../editing/use-step-drag.js";
import { EDITOR_TEXTS } from "../i18n/editor-texts.js";
import { useLocale, useTexts } from "../i18n/locale-context.js";
import { translate } from "../i18n/translate.js";
import { isTrigger, openPortsOf } from "../nodes/node-ports.js";
import { NODE_CATEGORIES } from "../nodes/node-view.js";
import { NODE_TYPES, viewOf } from "../nodes/registry.js";
import { TextInput } from "../ui/field.js";
import { useToasts } from "../ui/toasts.js";

interface PaletteProps {
  readonly toCanvas: ToCanvas;
  /** The editor shows where a dragged step may be let go. */
  readonly onDrag: (isDragging: boolean) => void;
}

/** Every kind of step: dragged to its place, or pressed to follow the chosen step. An edit of the flow draws none of it. */
export const Palette = memo(function Palette({ toCanvas, onDrag }: PaletteProps) {
  const session = useEditor();
  const locale = useLocale();
  const t = useTexts(EDITOR_TEXTS);
  const toasts = useToasts();
  const [query, setQuery] = useState("");
  const { drag, start } = useStepDrag(toCanvas, onDrag);
  const found = NODE_TYPES.filter((type) => {
    const { title, purpose, aliases } = viewOf({ type });
    return matches(query, [title.zh, title.en, purpose[locale], ...aliases]);
  });
  const add = (type: NodeType) => {
    const slot = slotFor(session, type);
    if (slot) placeStep(session, type, slot);
    else toasts.say(t("palette.noPlace"));
  };
  return (
    <aside className="palette" aria-label={t("palette.title")}>
      <TextInput
        type="search"
        aria-label={t("palette.search")}
        placeholder={t("palette.search")}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      <div className="palette-list">
        {NODE_CATEGORIES.map((category) => {
          const types = found.filter((type) => viewOf({ type }).category === category);
          if (types.length === 0) return null;
          return (
            <section key={category} aria-label={translate(locale, `category.${category}`)}>
              <h2>{translate(locale, `category.${category}`)}</h2>
              {types.map((type) => {
                const { title, purpose } = viewOf({ type });
                return (
                  <button
                    key={type}
                    type="button"
                    className="palette-item"
                    data-step={type}
                    title={purpose[locale]}
                    onPointerDown={(event) => start(type, event)}
                    onClick={() => add(type)}
                  >
                    <StepIcon type={type} />
                    <span>{title[locale]}</span>
                  </button>
                );
              })}
            </section>
          );
        })}
        {found.length === 0 && <p className="palette-empty">{t("picker.empty")}</p>}
      </div>
      <p className="palette-hint">{t("palette.hint")}</p>
      {drag && (
        <div
          className="palette-ghost"
          data-fits={drag.fits}
          style={{ transform: `translate(${drag.x + 10}px, ${drag.y + 8}px)` }}
          aria-hidden="true"
        >
          <StepIcon type={drag.type} />
          {viewOf({ type: drag.type }).title[locale]}
        </div>
      )}
    </aside>
  );
});

/** Where a pressed step goes: after the chosen step's first free port, else into its first edge; triggers stand free. */
function slotFor(session: EditorSession, type: NodeType): Slot | undefined {
  const { flow } = session.document.store.getState();
  const { selectedNodes, current } = session.view.getState();
  if (isTrigger({ type })) {
    const left = Math.max(0, ...flow.nodes.map((node) => node.position.x));
    return { kind: "free", position: { x: left + 320, y: 0 } };
  }
  const source = findNode(flow, selectedNodes[0] ?? current ?? "");
  if (source === undefined) return flow.nodes.length === 0 ? { kind: "free" } : undefined;
  const ports = openPortsOf(source);
  const free = ports.find((port) => !edgeAt(flow, source.id, port));
  const slots = [free, ...ports].flatMap((port): Slot[] =>
    port === undefined ? [] : [{ kind: "port", source: source.id, port }],
  );
  return slots.find((slot) => mayPlace(flow, type, slot).length === 0);
}
