import type { Task } from "@sopflow/schemas";
import { ADVISOR_TEXTS, CHANNELS } from "../i18n/advisor-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { IconButton } from "../ui/button.js";
import { Select, TextInput } from "../ui/field.js";
import { LanguageSwitch } from "../ui/language-switch.js";
import { RefreshIcon } from "./icons.js";
import { countTasks, SECTIONS, type SectionedCards, type TaskFilter } from "./sections.js";

interface ListHeadProps {
  readonly title: string;
  readonly sections: SectionedCards | undefined;
  readonly filter: TaskFilter;
  readonly onFilter: (filter: TaskFilter) => void;
  readonly isFetching: boolean;
  readonly onRefresh: () => void;
  /** For who leads: whose list to look at. */
  readonly advisors: readonly { readonly id: string; readonly name: string }[] | undefined;
  readonly advisorId: string | undefined;
  readonly onAdvisor: (id: string | undefined) => void;
}

export function ListHead(props: ListHeadProps) {
  const { title, sections, filter, onFilter, isFetching, onRefresh, advisors, advisorId, onAdvisor } = props;
  const t = useTexts(ADVISOR_TEXTS);
  return (
    <>
      <header className="list-head">
        <div className="list-title">
          <h1>{title}</h1>
          <IconButton size="l" label={t("refresh")} busy={isFetching} onClick={onRefresh}>
            <RefreshIcon />
          </IconButton>
          <LanguageSwitch />
        </div>
        <div className="list-filters" data-wide={advisors !== undefined || undefined}>
          <TextInput
            type="search"
            className="list-search"
            placeholder={t("search")}
            aria-label={t("search")}
            value={filter.search}
            onChange={(event) => onFilter({ ...filter, search: event.target.value })}
          />
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
          <Select
            aria-label={t("channel.label")}
            value={filter.channel ?? ""}
            onChange={(event) => onFilter({ ...filter, channel: channelOf(event.target.value) })}
          >
            <option value="">{t("channel.all")}</option>
            {CHANNELS.map((channel) => (
              <option key={channel} value={channel}>
                {t(`channel.${channel}`)}
              </option>
            ))}
          </Select>
        </div>
      </header>
      <nav className="list-nav" aria-label={t("section.nav")}>
        {SECTIONS.map((section) => {
          const count = sections ? countTasks(sections[section]) : 0;
          return (
            <a
              key={section}
              href={`#${section}`}
              data-section={section}
              data-empty={count === 0 || undefined}
              aria-label={t("section.count", { section: t(`section.${section}`), count })}
            >
              {t(`section.${section}`)} <b className="number">{count}</b>
            </a>
          );
        })}
      </nav>
    </>
  );
}

const channelOf = (value: string): Task["channel"] | undefined => CHANNELS.find((channel) => channel === value);
