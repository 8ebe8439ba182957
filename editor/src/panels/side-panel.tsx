import { ChevronDown } from "lucide-react";
import { type KeyboardEvent, memo, type ReactNode, useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { useEditor, useView } from "../editing/editor-session.js";
import { PANEL_TABS, type PanelTab } from "../editing/editor-view.js";
import { EDITOR_TEXTS } from "../i18n/editor-texts.js";
import { useTexts } from "../i18n/locale-context.js";

interface SidePanelProps {
  readonly panels: Readonly<Partial<Record<PanelTab, () => ReactNode>>>;
}

/** The column on the right: the form of what is selected, and a tab for each other panel that is given. */
export const SidePanel = memo(function SidePanel({ panels }: SidePanelProps) {
  const { view, diagnostics } = useEditor();
  const t = useTexts(EDITOR_TEXTS);
  const tabs = PANEL_TABS.filter((one) => panels[one] !== undefined);
  const chosen = useView((state) => state.tab);
  const tab = tabs.includes(chosen) ? chosen : (tabs[0] ?? "form");
  const isNode = useView((state) => state.selectedNodes.length > 0);
  const { errors, warnings } = useStore(diagnostics.store);
  const list = useRef<HTMLDivElement>(null);
  const [isUp, setUp] = useSheet();
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
    if (next === undefined) return;
    view.setState({ tab: next });
    list.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  };
  const label = (one: PanelTab) => (one === "form" ? t(isNode ? "tab.node" : "tab.flow") : t(`tab.${one}`));
  return (
    <aside className="side-panel" data-up={isUp} aria-label={t("side")}>
      <div className="tabs" role="tablist" aria-label={t("side")} ref={list} onKeyDown={onKeyDown}>
        {tabs.map((one) => (
          <button
            key={one}
            id={`tab-${one}`}
            type="button"
            role="tab"
            aria-selected={one === tab}
            aria-controls="side-content"
            tabIndex={one === tab ? 0 : -1}
            onClick={() => {
              view.setState({ tab: one });
              setUp(true);
            }}
          >
            {label(one)}
            {one === "problems" && errors + warnings > 0 && (
              <span className="tab-count" data-severity={errors > 0 ? "error" : "warning"}>
                {errors > 0 ? errors : warnings}
              </span>
            )}
          </button>
        ))}
      </div>
      {isUp && (
        <button type="button" className="side-close" aria-label={t("side.close")} onClick={() => setUp(false)}>
          <ChevronDown size={20} aria-hidden />
        </button>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what a viewer may only read is scrolled with the keyboard */}
      <div className="side-content" id="side-content" role="tabpanel" aria-labelledby={`tab-${tab}`} tabIndex={0}>
        {panels[tab]?.()}
      </div>
    </aside>
  );
});

/**
 * On a phone the panel is a sheet at the lower edge that shows its tabs only, until something is chosen to be looked at.
 * Where there is room for a column it is always up; the style sheet decides.
 */
function useSheet(): [boolean, (isUp: boolean) => void] {
  const { view } = useEditor();
  const [isUp, setUp] = useState(false);
  useEffect(
    () =>
      view.subscribe((state, before) => {
        const isChosen = state.selectedNodes !== before.selectedNodes && state.selectedNodes.length > 0;
        const isRevealed = state.reveal !== before.reveal && state.reveal?.quiet !== true;
        if (isChosen || isRevealed || state.field !== before.field || state.tab !== before.tab) {
          setUp(true);
        } else if (state.selectedNodes.length === 0 && before.selectedNodes.length > 0) setUp(false);
      }),
    [view],
  );
  return [isUp, setUp];
}
