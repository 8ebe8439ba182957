import { WECOM_CHECKS, type WecomCheck } from "@sopflow/schemas";
import { useLocale, useTexts } from "../../../i18n/locale-context.js";
import { WECOM_TEXTS } from "../../../i18n/wecom-texts.js";
import { Badge, type Tone } from "../../../ui/badge.js";
import { Button } from "../../../ui/button.js";
import { FailureNotice } from "../../../ui/failure-notice.js";

const TONES: Readonly<Record<WecomCheck["state"], Tone>> = {
  ok: "ok",
  wrong: "danger",
  warning: "warn",
  unknown: "neutral",
};

interface CheckListProps {
  /** Undefined until somebody checked. */
  readonly checks: readonly WecomCheck[] | undefined;
  readonly error: unknown;
  readonly busy: boolean;
  /** There is a connection to check. */
  readonly isReady: boolean;
  /** Undefined: whoever looks may not. */
  readonly onRun: (() => void) | undefined;
}

/** The steps of connecting a corp in their order: what to do, and what a check found. */
export function CheckList({ checks, error, busy, isReady, onRun }: CheckListProps) {
  const t = useTexts(WECOM_TEXTS);
  return (
    <section className="panel" aria-labelledby="wecom-checks">
      <div className="panel-head">
        <h2 id="wecom-checks">{t("checks.title")}</h2>
        {onRun && (
          <Button tone="primary" busy={busy} disabled={!isReady} onClick={onRun}>
            {t(busy ? "checks.running" : checks ? "checks.again" : "checks.run")}
          </Button>
        )}
      </div>
      <p className="panel-body form-note">{t(isReady ? "checks.text" : "checks.first")}</p>
      {error !== null && error !== undefined && <FailureNotice error={error} />}
      <ol className="wecom-checks" aria-live="polite" aria-busy={busy || undefined}>
        {WECOM_CHECKS.map((name) => (
          <CheckStep key={name} name={name} found={checks?.find(({ check }) => check === name)} />
        ))}
      </ol>
    </section>
  );
}

interface CheckStepProps {
  readonly name: WecomCheck["check"];
  readonly found: WecomCheck | undefined;
}

function CheckStep({ name, found }: CheckStepProps) {
  const t = useTexts(WECOM_TEXTS);
  const locale = useLocale();
  return (
    <li>
      <div className="wecom-check-head">
        <h3>{t(`check.${name}`)}</h3>
        <Badge tone={found ? TONES[found.state] : "neutral"}>{t(`checkState.${found?.state ?? "none"}`)}</Badge>
      </div>
      {found && (
        <p>
          {found.message[locale]}
          {found.code !== undefined && <span className="cell-sub"> {t("checks.code", { code: found.code })}</span>}
        </p>
      )}
      <details open={found?.state === "wrong"}>
        <summary>{t("checks.how")}</summary>
        <p>{t(`how.${name}`)}</p>
      </details>
    </li>
  );
}
