import type { Impact, ImpactPlace, PlaceChoice } from "@sopflow/schemas";
import { INSIDE_TEXTS } from "../i18n/inside-texts.js";
import { useLocale, useTexts } from "../i18n/locale-context.js";
import { countWords } from "../i18n/money-words.js";
import { stepName } from "../pages/people/node-name.js";
import { Badge } from "../ui/badge.js";
import { Select } from "../ui/field.js";

const TONES = { same: "neutral", changed: "warn", removed: "danger" } as const;

interface ImpactPlaceRowProps {
  readonly place: ImpactPlace;
  readonly targets: Impact["targets"];
  readonly onChoice: (choice: PlaceChoice) => void;
}

/** One step with people on it or before it, and what becomes of them. */
export function ImpactPlaceRow({ place, targets, onChoice }: ImpactPlaceRowProps) {
  const t = useTexts(INSIDE_TEXTS);
  const locale = useLocale();
  const { version, nodeId, nodeType, nodeTitle, change, people, upstream, choice } = place;
  const nameOf = (node: { nodeId: string; nodeType: string; nodeTitle?: string | undefined }) =>
    stepName(
      { nodeId: node.nodeId, nodeType: node.nodeType, ...(node.nodeTitle && { nodeTitle: node.nodeTitle }) },
      locale,
    );
  const step = nameOf({ nodeId, nodeType, nodeTitle });
  const isHere = targets.some((target) => target.nodeId === nodeId);
  const others = targets.filter((target) => target.nodeId !== nodeId);
  const numbers = [
    t("people.count", { count: countWords(people) }),
    ...(upstream > 0 ? [t("upstream", { count: countWords(upstream) })] : []),
  ];
  return (
    <div className="impact-place" data-change={change}>
      <div className="impact-step">
        <strong>{step}</strong>
        <Badge tone={TONES[change]}>{t(`change.${change}`)}</Badge>
        <small>
          {t("version", { version })} · {numbers.join(" · ")}
        </small>
      </div>
      <Select
        aria-label={t("choiceFor", { step })}
        value={choice.do === "move" ? `move ${choice.to}` : choice.do}
        onChange={(event) => onChoice(choiceOf(event.target.value))}
      >
        {isHere && <option value={`move ${nodeId}`}>{t("choice.here")}</option>}
        <option value="stay">{t("choice.stay", { version })}</option>
        <option value="exit">{t("choice.exit")}</option>
        {others.length > 0 && (
          <optgroup label={t("choice.elsewhere")}>
            {others.map((target) => (
              <option key={target.nodeId} value={`move ${target.nodeId}`}>
                {nameOf(target)}
              </option>
            ))}
          </optgroup>
        )}
      </Select>
    </div>
  );
}

function choiceOf(value: string): PlaceChoice {
  if (value.startsWith("move ")) return { do: "move", to: value.slice("move ".length) };
  return { do: value === "exit" ? "exit" : "stay" };
}
