import type { CampaignSlot, DataOf } from "@sopflow/schemas";
import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { FORM_TEXTS } from "../../i18n/form-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { dateText } from "../../time/brand-time.js";
import { Button } from "../../ui/button.js";
import { Select } from "../../ui/field.js";
import { attributeChoices, useBrand } from "../brand-context.js";
import { ChoiceField } from "../fields/choice-field.js";
import { NumberField } from "../fields/number-field.js";
import { DateField, TimeField } from "../fields/time-fields.js";
import { pathText, problemCount, Section, useForm } from "../form-context.js";
import { FormField, FormGroup } from "../form-field.js";
import { newPartId } from "../new-part-id.js";
import { useZone } from "../zone-context.js";
import type { NodeForm } from "./node-form.js";
import { TaskWorkFields } from "./task-work-fields.js";

export const CampaignRhythmForm: NodeForm<"campaign.rhythm"> = ({ data }) => {
  const t = useTexts(FORM_TEXTS);
  const [open, setOpen] = useState(data.slots[0]?.id);
  const at = Math.max(
    data.slots.findIndex((slot) => slot.id === open),
    0,
  );
  const slot = data.slots[at];
  return (
    <>
      <FirstDay day1={data.day1} />
      <SlotGrid slots={data.slots} open={slot?.id} onOpen={setOpen} />
      {slot && <SlotFields key={slot.id} slot={slot} index={at} slots={data.slots} onOpen={setOpen} />}
      <ChoiceField
        path={["contacts"]}
        label={t("campaign.contacts")}
        value={data.contacts}
        choices={(["perDay", "perSlot", "exempt"] as const).map((one) => ({ value: one, label: t(`contacts.${one}`) }))}
      />
    </>
  );
};

const KINDS = ["entry", "nextDay", "date", "attribute"] as const;

/** When the campaign's first day is. */
function FirstDay({ day1 }: { day1: DataOf<"campaign.rhythm">["day1"] }) {
  const t = useTexts(FORM_TEXTS);
  const { change } = useForm();
  const zone = useZone();
  const dates = attributeChoices(useBrand(), "date");
  const kind = typeof day1 === "string" ? day1 : "date" in day1 ? "date" : "attribute";
  const first = (next: string) => {
    if (next === "date") return { date: dateText(zone, Date.now() + 7 * 86_400_000) };
    return next === "attribute" ? { attribute: dates[0]?.value ?? "campaign" } : next;
  };
  return (
    <>
      <FormField path={["day1"]} label={t("campaign.day1")}>
        {(control) => (
          <Select {...control} value={kind} onChange={(event) => change(["day1"], first(event.target.value))}>
            {KINDS.map((one) => (
              <option key={one} value={one}>
                {t(`day1.${one}`)}
              </option>
            ))}
          </Select>
        )}
      </FormField>
      {typeof day1 === "object" && "date" in day1 && (
        <DateField path={["day1", "date"]} label={t("date")} value={day1.date} />
      )}
      {typeof day1 === "object" && "attribute" in day1 && (
        <ChoiceField path={["day1", "attribute"]} label={t("until.attribute")} value={day1.attribute} choices={dates} />
      )}
    </>
  );
}

interface SlotGridProps {
  readonly slots: readonly CampaignSlot[];
  readonly open: string | undefined;
  readonly onOpen: (id: string) => void;
}

/** The days of the campaign side by side, each with its pushes by time. */
function SlotGrid({ slots, open, onOpen }: SlotGridProps) {
  const t = useTexts(FORM_TEXTS);
  const form = useForm();
  const last = Math.max(...slots.map((slot) => slot.day), 1);
  const days = Array.from({ length: last + 1 }, (_, i) => i + 1);
  const add = (day: number) => {
    const [model] = slots;
    if (model === undefined) return;
    const id = newPartId(slots, "push");
    const taken = slots.filter((slot) => slot.day === day).map((slot) => slot.time);
    const time = ["10:00", "15:00", "20:00", "12:00", "18:00"].find((one) => !taken.includes(one)) ?? "09:00";
    const { where: _where, scripts: _scripts, validUntil: _until, ...kept } = model;
    const fresh = {
      ...kept,
      id,
      day,
      time,
      title: t("campaign.slotTitle", { day }),
      script: t("campaign.slotScript"),
      materials: [],
      outcomes: [],
    };
    form.change(["slots"], [...slots, fresh]);
    onOpen(id);
  };
  return (
    <FormGroup path={["slots"]} label={t("campaign.slots")}>
      <div className="slot-grid">
        {days.map((day) => (
          <div key={day} className="slot-day">
            <span>{t("campaign.day", { day })}</span>
            {slots
              .map((slot, i) => ({ slot, i }))
              .filter(({ slot }) => slot.day === day)
              .sort((a, b) => (a.slot.time < b.slot.time ? -1 : 1))
              .map(({ slot, i }) => (
                <button
                  key={slot.id}
                  type="button"
                  aria-pressed={slot.id === open}
                  data-path={pathText(["slots", i])}
                  data-problems={problemCount(form, ["slots", i]) > 0}
                  title={slot.title}
                  onClick={() => onOpen(slot.id)}
                >
                  <strong>{slot.time}</strong>
                  <span>{slot.title}</span>
                </button>
              ))}
            <button type="button" className="slot-add" aria-label={t("campaign.add", { day })} onClick={() => add(day)}>
              <Plus size={14} aria-hidden />
            </button>
          </div>
        ))}
      </div>
    </FormGroup>
  );
}

interface SlotFieldsProps extends Omit<SlotGridProps, "open"> {
  readonly slot: CampaignSlot;
  readonly index: number;
}

function SlotFields({ slot, index, slots, onOpen }: SlotFieldsProps) {
  const t = useTexts(FORM_TEXTS);
  const { change } = useForm();
  const path = ["slots", index];
  return (
    <div className="slot-fields">
      <Section title={t("campaign.push", { day: slot.day, time: slot.time })}>
        <div className="two">
          <NumberField path={[...path, "day"]} label={t("campaign.dayField")} value={slot.day} min={1} max={60} />
          <TimeField path={[...path, "time"]} label={t("time")} value={slot.time} />
        </div>
      </Section>
      <TaskWorkFields path={path} work={slot} />
      {slots.length > 1 && (
        <Button
          size="s"
          tone="danger"
          icon={<Trash2 size={14} aria-hidden />}
          onClick={() => {
            const rest = slots.filter((one) => one.id !== slot.id);
            change(["slots"], rest);
            onOpen(rest[Math.max(index - 1, 0)]?.id ?? "");
          }}
        >
          {t("campaign.remove")}
        </Button>
      )}
    </div>
  );
}
