import { ADVISOR_TEXTS } from "../i18n/advisor-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { CustomersIcon, LibraryIcon, MeIcon, TasksIcon } from "./icons.js";
import { placeLink, TABS, type Tab } from "./use-place.js";

const ICONS = { tasks: TasksIcon, customers: CustomersIcon, library: LibraryIcon, me: MeIcon } as const;

interface BottomBarProps {
  readonly tab: Tab;
  /** Tasks that are due today or late. */
  readonly urgent: number;
  /** Results that wait for a connection, or were refused. */
  readonly unsent: number;
}

/** The four places, within reach of a thumb. */
export function BottomBar({ tab, urgent, unsent }: BottomBarProps) {
  const t = useTexts(ADVISOR_TEXTS);
  const counts: Partial<Record<Tab, number>> = { tasks: urgent, me: unsent };
  return (
    <nav className="bottom-bar" aria-label={t("nav")}>
      {TABS.map((name) => {
        const Icon = ICONS[name];
        const count = counts[name] ?? 0;
        return (
          <a key={name} href={placeLink({ tab: name })} aria-current={name === tab ? "page" : undefined}>
            <Icon />
            <span>{t(`nav.${name}`)}</span>
            {count > 0 && <b className="number">{count > 99 ? "99+" : count}</b>}
          </a>
        );
      })}
    </nav>
  );
}
