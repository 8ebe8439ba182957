import type { WecomState } from "@sopflow/schemas";
import { Copy } from "lucide-react";
import { copyText } from "../../../advisor/copy-text.js";
import { useTexts } from "../../../i18n/locale-context.js";
import { UI_TEXTS } from "../../../i18n/ui-texts.js";
import { WECOM_TEXTS } from "../../../i18n/wecom-texts.js";
import { Button } from "../../../ui/button.js";
import { useToasts } from "../../../ui/toasts.js";
import { FIRST_CONNECTION } from "./connection-context.js";

/** What is entered at WeCom, to be copied. */
export function CopyPanel({ state }: { readonly state: WecomState }) {
  const t = useTexts(WECOM_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const toasts = useToasts();
  const origin = state.origin ?? window.location.origin;
  const isFirst = state.id === FIRST_CONNECTION;
  const rows = [
    { what: t("copy.callback"), text: state.callbackUrl ?? `${origin}/wecom/callback${isFirst ? "" : `/${state.id}`}` },
    { what: t("copy.domain"), text: new URL(origin).host },
    { what: t("copy.list"), text: state.listUrl ?? `${origin}/advisor${isFirst ? "" : `?wecom=${state.id}`}` },
  ];
  const put = async (text: string) => {
    if (await copyText(text)) toasts.say(ui("copied"));
    else toasts.fail(ui("copyFailed"));
  };
  return (
    <section className="panel" aria-labelledby="wecom-copy">
      <div className="panel-head">
        <h2 id="wecom-copy">{t("copy.title")}</h2>
      </div>
      <div className="panel-body form-stack">
        <dl className="wecom-copy">
          {rows.map(({ what, text }) => (
            <div key={what}>
              <dt>{what}</dt>
              <dd>
                <code>{text}</code>
                <Button
                  size="s"
                  icon={<Copy size={14} aria-hidden />}
                  aria-label={t("copy.do", { what })}
                  title={t("copy.do", { what })}
                  onClick={() => void put(text)}
                />
              </dd>
            </div>
          ))}
        </dl>
        <p className="form-note">{t("copy.guide")}</p>
      </div>
    </section>
  );
}
