import type { ResumeChoice, ResumeMode } from "@sopflow/schemas";
import { INSIDE_TEXTS } from "../i18n/inside-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { Field, TextInput } from "../ui/field.js";
import { ModeChoices } from "./mode-choices.js";

const MODES = ["run", "skip", "spread", "shift"] as const satisfies readonly ResumeMode[];
const DEFAULT_HOURS = 8;
const MAX_HOURS = 720;

/** What becomes of what a pause made late. */
export function ResumeChoices({ value, onChange }: { value: ResumeChoice; onChange: (how: ResumeChoice) => void }) {
  const t = useTexts(INSIDE_TEXTS);
  const { mode, hours = DEFAULT_HOURS } = value;
  const withHours = (next: number) =>
    onChange({ mode, hours: Math.min(MAX_HOURS, Math.max(1, Math.round(next) || 1)) });
  return (
    <>
      <ModeChoices
        question={t("resume.question")}
        value={mode}
        modes={MODES.map((one) => ({ mode: one, label: t(`resume.${one}`), hint: t(`resume.${one}.hint`) }))}
        onChange={(next) => onChange(next === "spread" ? { mode: next, hours } : { mode: next })}
      />
      {mode === "spread" && (
        <Field label={t("resume.hours")}>
          {(control) => (
            <TextInput
              {...control}
              type="number"
              inputMode="numeric"
              min={1}
              max={MAX_HOURS}
              value={hours}
              onChange={(event) => withHours(event.target.valueAsNumber)}
            />
          )}
        </Field>
      )}
    </>
  );
}
