import { type KeyboardEvent, type ReactNode, useRef } from "react";
import { useStore } from "zustand";
import { useEditor, useView } from "../editing/editor-session.js";
import { PANEL_TABS, type PanelTab } from "../editing/editor-view.js";
import { EDITOR_TEXTS } from "../i18n/editor-texts.js";
import { useTexts } from "../i18n/locale-context.js";

/** The column on the right: the form of what is selected, and a tab for each other panel that is given. */
export function SidePanel({ panels }: { panels: Readonly<Partial<Record<PanelTab, () => ReactNode>>> }) {
  const { view, diagnostics } = useEditor();
  const t = useTexts(EDITOR_TEXTS);
  const tabs = PANEL_TABS.filter((one) => panels[one] !== undefined);
  const chosen = useView((state) => state.tab);
  const tab = tabs.includes(chosen) ? chosen : (tabs[0] ?? "form");
  const isNode = useView((state) => state.selectedNodes.length > 0);
  const { errors, warnings } = useStore(diagnostics.store);
  const list = useRef<HTMLDivElement>(null);
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
    <aside className="side-panel" aria-label={t("side")}>
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
            onClick={() => view.setState({ tab: one })}
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
      <div className="side-content" id="side-content" role="tabpanel" aria-labelledby={`tab-${tab}`}>
        {panels[tab]?.()}
      </div>
    </aside>
  );
}
