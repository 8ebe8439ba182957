import { Plus, Trash2 } from "lucide-react";
import { useTexts } from "../../../i18n/locale-context.js";
import { SETTINGS_TEXTS } from "../../../i18n/settings-texts.js";
import { Button, IconButton } from "../../../ui/button.js";
import { TextInput } from "../../../ui/field.js";
import type { LimitDraft, LimitKind } from "./policy-draft.js";

interface LimitEditorProps {
  readonly kind: LimitKind;
  readonly limit: LimitDraft;
  readonly onChange: (limit: LimitDraft) => void;
  /** What is wrong at a path below this kind, `limits.0.days` or `gap`. */
  readonly problemAt: (path: string) => string | undefined;
}

const MAX_ROWS = 6;

/** How often at most, in so many days; and how far apart. Reads as a sentence. */
export function LimitEditor({ kind, limit, onChange, problemAt }: LimitEditorProps) {
  const t = useTexts(SETTINGS_TEXTS);
  const name = t(`policy.${kind}`);
  const change = (at: number, part: Partial<LimitDraft["rows"][number]>) =>
    onChange({ ...limit, rows: limit.rows.map((row, i) => (i === at ? { ...row, ...part } : row)) });
  const ofRows = limit.rows.flatMap((_, at) => [problemAt(`limits.${at}.days`), problemAt(`limits.${at}.max`)]);
  return (
    <div className="limit">
      <div>
        <h3>{name}</h3>
        <p className="cell-sub">{t(`policy.${kind}Hint`)}</p>
      </div>
      <div className="limit-rows">
        {limit.rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
          <div key={at} className="limit-row">
            <span>{t("policy.limitDays")}</span>
            <TextInput
              inputMode="numeric"
              aria-label={t("policy.limitDaysLabel", { kind: name, index: at + 1 })}
              aria-invalid={problemAt(`limits.${at}.days`) !== undefined || undefined}
              value={row.days}
              onChange={(event) => change(at, { days: event.target.value })}
            />
            <span>{t("policy.limitMax")}</span>
            <TextInput
              inputMode="numeric"
              aria-label={t("policy.limitMaxLabel", { kind: name, index: at + 1 })}
              aria-invalid={problemAt(`limits.${at}.max`) !== undefined || undefined}
              value={row.max}
              onChange={(event) => change(at, { max: event.target.value })}
            />
            <span>{t("policy.limitTimes")}</span>
            <IconButton
              size="s"
              label={t("policy.removeLimit", { kind: name, index: at + 1 })}
              onClick={() => onChange({ ...limit, rows: limit.rows.filter((_, i) => i !== at) })}
            >
              <Trash2 size={15} aria-hidden />
            </IconButton>
          </div>
        ))}
        <Problems all={ofRows} />
        {limit.rows.length < MAX_ROWS && (
          <Button
            size="s"
            tone="quiet"
            icon={<Plus size={14} aria-hidden />}
            onClick={() => onChange({ ...limit, rows: [...limit.rows, { days: "", max: "" }] })}
          >
            {t("policy.addLimit")}
          </Button>
        )}
        <div className="limit-row">
          <span>{t("policy.gap")}</span>
          <TextInput
            className="input-gap"
            aria-label={t("policy.gapLabel", { kind: name })}
            inputMode="decimal"
            placeholder={t("policy.gapOff")}
            aria-invalid={problemAt("gap") !== undefined || undefined}
            value={limit.gap}
            onChange={(event) => onChange({ ...limit, gap: event.target.value })}
          />
        </div>
        <Problems all={[problemAt("gap")]} />
      </div>
    </div>
  );
}

function Problems({ all }: { readonly all: readonly (string | undefined)[] }) {
  const words = new Set(all.filter((problem) => problem !== undefined));
  if (words.size === 0) return null;
  return (
    <p className="field-error" role="alert">
      {[...words].join(" ")}
    </p>
  );
}
