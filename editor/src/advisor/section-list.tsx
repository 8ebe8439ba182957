import type { Taxonomy } from "@sopflow/schemas";
import { useState } from "react";
import { ADVISOR_TEXTS } from "../i18n/advisor-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { CustomerCard } from "./customer-card.js";
import { countTasks, SECTIONS, type Section, type SectionedCards } from "./sections.js";

interface SectionListProps {
  readonly sections: SectionedCards;
  readonly taxonomy: Taxonomy | undefined;
  /** Where tasks of several advisors stand together: whose each is. */
  readonly advisors: readonly { readonly id: string; readonly name: string }[] | undefined;
  /** Shows what is for later without being asked: somebody searches, or there is nothing else. */
  readonly openLater: boolean;
}

export function SectionList({ sections, openLater, ...shared }: SectionListProps) {
  const t = useTexts(ADVISOR_TEXTS);
  const [isLaterOpen, setLaterOpen] = useState(false);
  const isShown = (section: Section) => section !== "later" || isLaterOpen || openLater;
  return SECTIONS.filter((section) => sections[section].length > 0).map((section) => {
    const cards = sections[section];
    const count = countTasks(cards);
    return (
      <section key={section} id={section} className="list-section" data-section={section}>
        <h2>
          {t(`section.${section}`)} <span className="number">{count}</span>
        </h2>
        {section === "later" && !openLater && (
          <button
            type="button"
            className="later-toggle"
            aria-expanded={isLaterOpen}
            onClick={() => setLaterOpen(!isLaterOpen)}
          >
            {isLaterOpen ? t("section.laterHide") : t("section.laterShow", { count })}
          </button>
        )}
        {isShown(section) && cards.map((card) => <CustomerCard key={card.key} card={card} {...shared} />)}
      </section>
    );
  });
}
