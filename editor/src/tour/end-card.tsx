import { useTexts } from "../i18n/locale-context.js";
import { TOUR_TEXTS } from "../i18n/tour-texts.js";
import { Button } from "../ui/button.js";
import { TourCard } from "./tour-card.js";
import { useTarget } from "./use-target.js";

const NO_TARGET: readonly string[] = [];

/** What a real deployment does next. */
export function EndCard({ isLive, onClose }: { isLive: boolean; onClose: () => void }) {
  const t = useTexts(TOUR_TEXTS);
  const seen = useTarget(NO_TARGET);
  return (
    <TourCard
      about="end"
      title={t(isLive ? "end.title" : "end.skipped")}
      seen={seen}
      isRinged={false}
      onLeave={onClose}
      actions={
        <Button tone="primary" onClick={onClose}>
          {t("end.close")}
        </Button>
      }
    >
      <p>{t("end.text")}</p>
      <ul>
        <li>
          <a href="/advisor">{t("end.advisor")}</a>
        </li>
        <li>{t("end.real")}</li>
        <li>{t("end.import")}</li>
        <li>{t("end.connect")}</li>
      </ul>
    </TourCard>
  );
}
