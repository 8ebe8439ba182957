import { formatInstant, parseInstant } from "@sopflow/engine/core";
import type { ReactNode } from "react";
import type { FieldPath } from "../../document/set-at-path.js";
import { useLocale } from "../../i18n/locale-context.js";
import { weekdayWords } from "../../i18n/time-words.js";
import { fieldText, readField } from "../../time/brand-time.js";
import { TextInput } from "../../ui/field.js";
import { useForm } from "../form-context.js";
import { FormField, FormGroup } from "../form-field.js";
import { useZone } from "../zone-context.js";
import { TimeInput } from "./time-input.js";

interface Props<T> {
  readonly path: FieldPath;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly value: T;
}

/** A time of day. */
export function TimeField({ path, label, hint, value }: Props<string | undefined>) {
  const { change, seal } = useForm();
  return (
    <FormField path={path} label={label} hint={hint}>
      {(control) => (
        <TimeInput {...control} value={value ?? ""} onChange={(time) => change(path, time)} onLeave={seal} />
      )}
    </FormField>
  );
}

export function DateField({ path, label, hint, value }: Props<string | undefined>) {
  const { change, seal } = useForm();
  return (
    <FormField path={path} label={label} hint={hint}>
      {(control) => (
        <TextInput
          {...control}
          type="date"
          className="time-input"
          value={value ?? ""}
          onChange={(event) => event.target.value !== "" && change(path, event.target.value)}
          onBlur={seal}
        />
      )}
    </FormField>
  );
}

/** A day and time of the flow's zone, kept with its offset. */
export function InstantField({ path, label, hint, value }: Props<string | undefined>) {
  const { change, seal } = useForm();
  const zone = useZone();
  const at = value === undefined ? undefined : parseInstant(value);
  return (
    <FormField path={path} label={label} hint={hint}>
      {(control) => (
        <TextInput
          {...control}
          type="datetime-local"
          className="time-input"
          value={at === undefined ? "" : fieldText(zone, at)}
          onChange={(event) => {
            const chosen = readField(zone, event.target.value);
            if (chosen !== undefined) change(path, formatInstant(zone, chosen));
          }}
          onBlur={seal}
        />
      )}
    </FormField>
  );
}

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

interface WeekdaysFieldProps {
  readonly path: FieldPath;
  readonly label: ReactNode;
  readonly value: readonly number[];
  /** What is written; a list unless said otherwise. */
  readonly onChange: (days: number[]) => void;
  readonly single?: boolean;
}

/** Days of the week to press. */
export function WeekdaysField({ path, label, value, onChange, single = false }: WeekdaysFieldProps) {
  const locale = useLocale();
  return (
    <FormGroup path={path} label={label}>
      <div className="weekdays">
        {WEEKDAYS.map((day) => {
          const isOn = value.includes(day);
          const words = weekdayWords(day, locale);
          return (
            <button
              key={day}
              type="button"
              aria-pressed={isOn}
              aria-label={words}
              onClick={() => {
                if (single) return onChange([day]);
                const days = isOn ? value.filter((one) => one !== day) : [...value, day].sort((a, b) => a - b);
                // No day at all would mean never.
                if (days.length > 0) onChange(days);
              }}
            >
              {locale === "zh" ? words.slice(1) : words.slice(0, 3)}
            </button>
          );
        })}
      </div>
    </FormGroup>
  );
}
