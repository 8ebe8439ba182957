import { ADVISOR_TEXTS } from "../i18n/advisor-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { Button, IconButton } from "../ui/button.js";
import { Select, TextInput } from "../ui/field.js";
import { FilterIcon, RefreshIcon } from "./icons.js";
import { countFilters, countTasks, SECTIONS, type SectionedCards, type TaskFilter } from "./sections.js";

interface ListHeadProps {
  readonly title: string;
  readonly sections: SectionedCards | undefined;
  readonly filter: TaskFilter;
  readonly onFilter: (filter: TaskFilter) => void;
  readonly onOpenFilters: () => void;
  readonly isFetching: boolean;
  readonly onRefresh: () => void;
  /** For who leads: whose list to look at. */
  readonly advisors: readonly { readonly id: string; readonly name: string }[] | undefined;
  readonly advisorId: string | undefined;
  readonly onAdvisor: (id: string | undefined) => void;
}

export function ListHead(props: ListHeadProps) {
  const { title, sections, filter, onFilter, onOpenFilters, isFetching, onRefresh } = props;
  const { advisors, advisorId, onAdvisor } = props;
  const t = useTexts(ADVISOR_TEXTS);
  const set = countFilters(filter);
  return (
    <>
      <header className="list-head">
        <div className="list-title">
          <h1>{title}</h1>
          {advisors && (
            <Select
              aria-label={t("advisor.choose")}
              value={advisorId ?? ""}
              onChange={(event) => onAdvisor(event.target.value || undefined)}
            >
              <option value="">{t("advisor.all")}</option>
              {advisors.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          )}
          <IconButton size="l" label={t("refresh")} busy={isFetching} onClick={onRefresh}>
            <RefreshIcon />
          </IconButton>
        </div>
        <div className="list-filters">
          <TextInput
            type="search"
            className="list-search"
            placeholder={t("search")}
            aria-label={t("search")}
            value={filter.search}
            onChange={(event) => onFilter({ ...filter, search: event.target.value })}
          />
          <Button
            size="l"
            className={set > 0 ? "filter-set" : ""}
            icon={<FilterIcon />}
            aria-label={set > 0 ? t("filter.on", { count: set }) : t("filter")}
            onClick={onOpenFilters}
          >
            {set > 0 ? set : t("filter")}
          </Button>
        </div>
      </header>
      <nav className="list-nav" aria-label={t("section.nav")}>
        {SECTIONS.map((section) => {
          const count = sections ? countTasks(sections[section]) : 0;
          return (
            <button
              key={section}
              type="button"
              data-section={section}
              disabled={count === 0}
              aria-label={t("section.count", { section: t(`section.${section}`), count })}
              // Not by address: that is where the page stands.
              onClick={() => document.getElementById(section)?.scrollIntoView({ block: "start" })}
            >
              {t(`section.${section}`)} <b className="number">{count}</b>
            </button>
          );
        })}
      </nav>
    </>
  );
}
