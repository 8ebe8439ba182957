import { CONSOLE_TEXTS } from "../../i18n/console-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { useSession } from "../../session/session-context.js";
import { dateText } from "../../time/brand-time.js";
import { useNow } from "../../time/use-now.js";
import { classNames } from "../../ui/class-names.js";
import { TextInput } from "../../ui/field.js";
import { FilterSelect } from "../../ui/filter-select.js";
import { DUE_CHOICES, type DueFilter, isDueDate } from "./due-filter.js";

interface DueSelectProps {
  readonly due: DueFilter | undefined;
  readonly onChange: (due: string | undefined) => void;
}

const ON_A_DAY = "day";

/** Tasks of which days: some everyday choices, or any one day. */
export function DueSelect({ due, onChange }: DueSelectProps) {
  const t = useTexts(CONSOLE_TEXTS);
  const { brand } = useSession();
  const today = dateText(brand.timezone, useNow());
  const isDay = isDueDate(due);
  return (
    <>
      <FilterSelect
        label={t("tasks.due")}
        all={t("tasks.anyDay")}
        value={isDay ? ON_A_DAY : (due ?? "")}
        onChange={(choice) => onChange(choice === ON_A_DAY ? today : choice)}
        choices={[
          ...DUE_CHOICES.map((choice) => ({ value: choice, label: t(`due.${choice}`) })),
          { value: ON_A_DAY, label: t("due.day") },
        ]}
      />
      {isDay && (
        <TextInput
          type="date"
          className={classNames("filter-on")}
          aria-label={t("due.day")}
          value={due}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </>
  );
}
