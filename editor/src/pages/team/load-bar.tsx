import { useTexts } from "../../i18n/locale-context.js";
import { TEAM_TEXTS } from "../../i18n/team-texts.js";
import { classNames } from "../../ui/class-names.js";

/** What today asks for against what a day holds. Over it, words say so: colour alone would not be read. */
export function LoadBar({ load, capacity }: { readonly load: number; readonly capacity: number }) {
  const t = useTexts(TEAM_TEXTS);
  const isOver = load > capacity;
  return (
    <div className="team-load">
      <meter
        className={classNames(isOver && "team-load-over")}
        min={0}
        max={Math.max(capacity, 1)}
        value={Math.min(load, capacity)}
        aria-label={t("loadLabel", { load, capacity })}
      />
      <span className="cell-sub">
        {t("loadOf", { load, capacity })}
        {isOver && <strong className="team-danger"> {t("loadOver")}</strong>}
      </span>
    </div>
  );
}
