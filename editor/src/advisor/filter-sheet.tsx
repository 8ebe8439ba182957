import "./advisor-sheets.css";
import { ADVISOR_SHEET_TEXTS, PURPOSES } from "../i18n/advisor-sheet-texts.js";
import { CHANNELS } from "../i18n/advisor-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { UI_TEXTS } from "../i18n/ui-texts.js";
import { Button } from "../ui/button.js";
import { Sheet } from "../ui/sheet.js";
import { Chips } from "./chips.js";
import type { TaskFilter } from "./sections.js";

interface FilterSheetProps {
  readonly filter: TaskFilter;
  readonly flows: readonly { readonly id: string; readonly name: string }[];
  /** How many tasks are left by the filter as it is. */
  readonly count: number;
  readonly onChange: (filter: TaskFilter) => void;
  readonly onClose: () => void;
}

/** Which of the advisor's tasks to see. */
export function FilterSheet({ filter, flows, count, onChange, onClose }: FilterSheetProps) {
  const t = useTexts(ADVISOR_SHEET_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const all = { id: "", label: t("filter.all") };
  const find = <T extends string>(values: readonly T[], id: string) => values.find((value) => value === id);
  return (
    <Sheet
      title={t("filter.title")}
      closeLabel={ui("close")}
      onClose={onClose}
      actions={
        <>
          <Button size="l" onClick={() => onChange({ search: filter.search, channel: undefined })}>
            {t("filter.clear")}
          </Button>
          <Button size="l" tone="primary" onClick={onClose}>
            {t("filter.show", { count })}
          </Button>
        </>
      }
    >
      <Chips
        label={t("filter.channel")}
        name="channel"
        options={[all, ...CHANNELS.map((id) => ({ id, label: t(`channel.${id}`) }))]}
        chosen={filter.channel ?? ""}
        onChoose={(id) => onChange({ ...filter, channel: find(CHANNELS, id) })}
      />
      <Chips
        label={t("filter.purpose")}
        name="purpose"
        options={[all, ...PURPOSES.map((id) => ({ id, label: t(`purpose.${id}`) }))]}
        chosen={filter.purpose ?? ""}
        onChoose={(id) => onChange({ ...filter, purpose: find(PURPOSES, id) })}
      />
      {flows.length > 1 && (
        <Chips
          label={t("filter.flow")}
          name="flow"
          options={[all, ...flows.map(({ id, name }) => ({ id, label: name }))]}
          chosen={filter.flowId ?? ""}
          onChoose={(id) => onChange({ ...filter, flowId: id || undefined })}
        />
      )}
    </Sheet>
  );
}
