import { WifiOff } from "lucide-react";
import { useContext } from "react";
import { useStore } from "zustand";
import { LiveCountsContext } from "../canvas/live-counts.js";
import { LIVE_TEXTS } from "../i18n/live-texts.js";
import { useTexts } from "../i18n/locale-context.js";

/** Says so while the numbers on the canvas stand still because the connection is lost. */
export function LiveStatus() {
  const t = useTexts(LIVE_TEXTS);
  const isLost = useStore(useContext(LiveCountsContext), ({ state }) => state === "waiting");
  return (
    <div className="live-status" role="status">
      {isLost && (
        <span>
          <WifiOff size={13} aria-hidden /> {t("lost")}
        </span>
      )}
    </div>
  );
}
