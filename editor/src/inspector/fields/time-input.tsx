import { type ComponentProps, useId, useState } from "react";
import { TextInput } from "../../ui/field.js";
import { readTime } from "./read-time.js";

interface TimeInputProps extends Omit<ComponentProps<"input">, "value" | "onChange" | "type"> {
  readonly value: string;
  readonly onChange: (time: string) => void;
  readonly onLeave?: () => void;
}

const HALF_HOURS = Array.from({ length: 48 }, (_, i) => `${String(i >> 1).padStart(2, "0")}:${i % 2 ? "30" : "00"}`);

/**
 * A time of day by 24 hours. Not the browser's own field: that one goes by the language of the browser, and shows an
 * advisor's 21:00 as 09:00 PM.
 */
export function TimeInput({ value, onChange, onLeave, ...rest }: TimeInputProps) {
  const listId = useId();
  const [draft, setDraft] = useState<string>();
  return (
    <>
      <TextInput
        {...rest}
        className="clock-input"
        inputMode="numeric"
        maxLength={5}
        placeholder="09:30"
        list={listId}
        value={draft ?? value}
        aria-invalid={draft !== undefined && readTime(draft) === undefined ? true : rest["aria-invalid"]}
        onChange={(event) => {
          setDraft(event.target.value);
          const time = readTime(event.target.value);
          if (time !== undefined) onChange(time);
        }}
        onBlur={() => {
          setDraft(undefined);
          onLeave?.();
        }}
      />
      <datalist id={listId}>
        {HALF_HOURS.map((time) => (
          <option key={time} value={time} />
        ))}
      </datalist>
    </>
  );
}
