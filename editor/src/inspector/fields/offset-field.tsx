import { parseSignedDuration } from "@sopflow/engine/core";
import type { FieldPath } from "../../document/set-at-path.js";
import { FORM_TEXTS } from "../../i18n/form-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { Select } from "../../ui/field.js";
import { useForm } from "../form-context.js";
import { FormField } from "../form-field.js";
import { DurationInput } from "./duration-field.js";

type Side = "on" | "before" | "after";

function sideOf(value: string): Side {
  const duration = parseSignedDuration(value);
  if (duration === undefined || (duration.days === 0 && duration.elapsedMs === 0)) return "on";
  return duration.days < 0 || duration.elapsedMs < 0 ? "before" : "after";
}

/** So long before or after a date, or on it. */
export function OffsetField({ path, label, value }: { path: FieldPath; label: string; value: string }) {
  const t = useTexts(FORM_TEXTS);
  const { change } = useForm();
  const side = sideOf(value);
  const length = value.replace(/^[+-]/, "");
  const choose = (next: string) => {
    const some = side === "on" ? "P1D" : length;
    change(path, next === "on" ? "PT0S" : next === "before" ? `-${some}` : some);
  };
  return (
    <FormField path={path} label={label}>
      {(control) => (
        <div className="stack">
          <Select {...control} value={side} onChange={(event) => choose(event.target.value)}>
            {(["on", "before", "after"] as const).map((one) => (
              <option key={one} value={one}>
                {t(`offset.${one}`)}
              </option>
            ))}
          </Select>
          {side !== "on" && (
            <DurationInput
              path={path}
              value={length}
              label={label}
              control={{ id: `${control.id}-length` }}
              write={(text) => (side === "before" ? `-${text}` : text)}
            />
          )}
        </div>
      )}
    </FormField>
  );
}
