import "./toasts.css";
import { createContext, useContext, useSyncExternalStore } from "react";
import { useTexts } from "../i18n/locale-context.js";
import { UI_TEXTS } from "../i18n/ui-texts.js";
import { classNames } from "./class-names.js";
import { ToastStore } from "./toast-store.js";

export const ToastContext = createContext(new ToastStore());
export const useToasts = (): ToastStore => useContext(ToastContext);

/** Where the messages appear; read out as they come. */
export function Toasts() {
  const store = useToasts();
  const t = useTexts(UI_TEXTS);
  const toasts = useSyncExternalStore(store.subscribe, store.snapshot);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toasts.map(({ id, text, tone }) => (
        <div key={id} className={classNames("toast", tone === "danger" && "toast-danger")}>
          <span>{text}</span>
          <button type="button" aria-label={t("close")} onClick={() => store.remove(id)}>
            ×
          </button>
        </div>
      ))}
    </div>
  );
}
