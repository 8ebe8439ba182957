import { type ReactNode, useMemo } from "react";
import { useSpeech } from "../../canvas/locale-context.js";
import { useDocument } from "../../editing/editor-session.js";
import { PickButton } from "../../editing/pick-popover.js";
import { FORM_TEXTS } from "../../i18n/form-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { useBrand } from "../brand-context.js";
import { FACT_AREAS, type FactArea } from "./fact-areas.js";
import { type FactOption, factOptions } from "./fact-options.js";
import { usePlace } from "./place-context.js";

interface FactPickerProps {
  readonly trigger: ReactNode;
  readonly onPick: (option: FactOption) => void;
}

/** What a condition can look at, by headings and search. */
export function FactPicker({ trigger, onPick }: FactPickerProps) {
  const { locale, names } = useSpeech();
  const t = useTexts(FORM_TEXTS);
  const place = usePlace();
  const brand = useBrand();
  const nodes = useDocument((state) => state.flow.nodes);
  const options = useMemo(
    () => factOptions({ place, flow: { nodes }, brand, locale, names }),
    [place, nodes, brand, locale, names],
  );
  const groups = useMemo(() => {
    const areas = Object.keys(FACT_AREAS) as FactArea[]; // keys of the table itself
    return areas.map((area) => ({
      label: FACT_AREAS[area][locale],
      items: options
        .map((option, i) => ({ key: String(i), label: option.label, search: [option.path], area: option.area }))
        .filter((item) => item.area === area),
    }));
  }, [options, locale]);
  return (
    <PickButton
      trigger={trigger}
      label={t("fact.pick")}
      placeholder={t("fact.search")}
      empty={t("fact.none")}
      groups={groups}
      onPick={(key) => {
        const option = options[Number(key)];
        if (option) onPick(option);
      }}
    />
  );
}
