import { useTexts } from "../i18n/locale-context.js";
import { SIM_TEXTS } from "./sim-texts.js";
import { logTime } from "./sim-time.js";
import { useSim } from "./use-sim.js";

/** What WeCom pushed to the product, and what the product called; newest first. */
export function LogPanel() {
  const t = useTexts(SIM_TEXTS);
  const { state } = useSim();
  return (
    <>
      <section className="sim-panel sim-log" aria-label={t("log.callbacks")}>
        <h2>{t("log.callbacks")}</h2>
        {state.callbacks.length === 0 && <p className="sim-hint">{t("log.noCallbacks")}</p>}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard */}
        <ol tabIndex={0}>
          {state.callbacks.map(({ id, name, state: how, attempts, createdAt }) => (
            <li key={id}>
              <time>{logTime(createdAt)}</time>
              <code>{name.replace(/^change_external_/, "")}</code>
              <span className={`sim-callback-${how}`}>
                {t(`callback.${how}`)}
                {attempts > 1 && ` · ${t("callback.attempts", { count: attempts })}`}
              </span>
            </li>
          ))}
        </ol>
      </section>
      <section className="sim-panel sim-log" aria-label={t("log.calls")}>
        <h2>{t("log.calls")}</h2>
        {state.calls.length === 0 && <p className="sim-hint">{t("log.noCalls")}</p>}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard */}
        <ol tabIndex={0}>
          {state.calls.map(({ at, path, errcode, errmsg }, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: calls have no ids
            <li key={`${at} ${place}`}>
              <time>{logTime(at)}</time>
              <code>{path.replace("/cgi-bin/", "")}</code>
              <span className={errcode === 0 ? "sim-callback-delivered" : "sim-callback-givenUp"} title={errmsg}>
                {errcode ?? t("log.lost")}
              </span>
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}
