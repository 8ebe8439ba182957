import "./inside.css";
import type { Impact, ImpactForecast, ImpactPlace, InsideChoice, PlaceChoice } from "@sopflow/schemas";
import { INSIDE_TEXTS } from "../i18n/inside-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { countWords } from "../i18n/money-words.js";
import { Notice } from "../ui/notice.js";
import { ImpactPlaceRow } from "./impact-place-row.js";

interface ImpactSheetProps {
  readonly impact: Impact;
  readonly choices: readonly InsideChoice[];
  readonly onChoices: (choices: readonly InsideChoice[]) => void;
}

/** What publishing means for the people inside, with a choice for those on each changed step. */
export function ImpactSheet({ impact, choices, onChoices }: ImpactSheetProps) {
  const t = useTexts(INSIDE_TEXTS);
  const { people, places, forecast, moving } = impact;
  if (moving) return <Notice tone="warn">{t("moving", { told: moving.told, total: moving.total })}</Notice>;
  if (impact.isLive) return <p>{t("isLive", { version: impact.nextVersion })}</p>;
  if (people === 0) return <p>{t("none")}</p>;
  const choose = ({ version, nodeId }: ImpactPlace, choice: PlaceChoice) =>
    onChoices([...choices.filter((c) => c.version !== version || c.nodeId !== nodeId), { version, nodeId, choice }]);
  const rows = (some: readonly ImpactPlace[]) => (
    <div className="impact-places">
      {some.map((place) => (
        <ImpactPlaceRow
          key={`${place.version}/${place.nodeId}`}
          place={place}
          targets={impact.targets}
          onChoice={(choice) => choose(place, choice)}
        />
      ))}
    </div>
  );
  const same = places.filter(({ change }) => change === "same");
  const altered = places.filter(({ change }) => change !== "same");
  const onSame = same.reduce((sum, place) => sum + place.people, 0);
  return (
    <section className="impact" aria-label={t("title")}>
      <p>{t("summary", { count: countWords(people) })}</p>
      {forecast && <Forecast forecast={forecast} />}
      {altered.length > 0 && rows(altered)}
      {same.length > 0 && (
        <details>
          <summary>
            {t("same", { count: countWords(onSame) })} · {t("sameMove")}
          </summary>
          {rows(same)}
        </details>
      )}
    </section>
  );
}

function Forecast({ forecast }: { readonly forecast: ImpactForecast }) {
  const t = useTexts(INSIDE_TEXTS);
  const { days, issued, issuedWithout, withdrawn, sampled, people, margin } = forecast;
  const parts = [
    t("forecast", { days, issued: countWords(issued), without: countWords(issuedWithout) }),
    ...(withdrawn > 0 ? [t("withdrawn", { count: countWords(withdrawn) })] : []),
    ...(sampled < people ? [t("sampled", { sampled: countWords(sampled), margin: countWords(margin) })] : []),
  ];
  return (
    <p className="impact-forecast" role="status">
      {parts.join(" · ")}
    </p>
  );
}
