import type { WecomState } from "@sopflow/schemas";
import { useLocale, useTexts } from "../../../i18n/locale-context.js";
import { WECOM_TEXTS } from "../../../i18n/wecom-texts.js";
import { useSession } from "../../../session/session-context.js";
import { momentWords } from "../../../time/moment-words.js";
import { useNow } from "../../../time/use-now.js";
import { Badge } from "../../../ui/badge.js";
import { Notice } from "../../../ui/notice.js";

/** How the connection stands, in a line; louder where something is the matter. */
export function ConnectionState({ state }: { readonly state: WecomState }) {
  const t = useTexts(WECOM_TEXTS);
  const locale = useLocale();
  const { brand } = useSession();
  const now = useNow();
  const { configured, enabled, simulated, simulatorUrl, lastCallbackAt, stopped } = state;
  return (
    <section className="panel" aria-labelledby="wecom-state">
      <div className="panel-head">
        <h2 id="wecom-state">{t("title")}</h2>
        <span className="cell-tags">
          {simulated && <Badge tone="accent">{t("state.simulated")}</Badge>}
          {configured ? (
            <Badge tone={enabled ? "ok" : "neutral"}>{t(enabled ? "state.on" : "state.off")}</Badge>
          ) : (
            <Badge>{t("state.none")}</Badge>
          )}
        </span>
      </div>
      <div className="panel-body form-stack">
        <p className="form-note">
          {t("intro")}{" "}
          {configured &&
            (lastCallbackAt === undefined
              ? t("state.noCallback")
              : t("state.lastCallback", { time: momentWords(brand.timezone, lastCallbackAt, now, locale) }))}
        </p>
        {stopped && (
          <Notice tone="danger" title={t("state.stopped")}>
            {stopped[locale]}
          </Notice>
        )}
        {simulated && (
          <Notice
            actions={
              simulatorUrl !== undefined && (
                <a href={simulatorUrl} target="_blank" rel="noreferrer">
                  {t("state.openSimulator")}
                </a>
              )
            }
          >
            {t("state.simulatedText")}
          </Notice>
        )}
      </div>
    </section>
  );
}
