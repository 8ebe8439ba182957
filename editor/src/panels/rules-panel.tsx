import "./panels.css";
import { compileFlow } from "@sopflow/engine/core";
import { useMemo, useState } from "react";
import { useDocument } from "../editing/editor-session.js";
import { EDITOR_PANEL_TEXTS } from "../i18n/editor-panel-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { Button } from "../ui/button.js";
import { Empty } from "../ui/notice.js";
import { useToasts } from "../ui/toasts.js";

/** The compiled rules, as json-rules-engine takes them; for who wants to check what the pictures mean. */
export function RulesPanel({ checkOptions }: { checkOptions: Omit<Parameters<typeof compileFlow>[1], "version"> }) {
  const t = useTexts(EDITOR_PANEL_TEXTS);
  const toasts = useToasts();
  const flow = useDocument((state) => state.flow);
  const [part, setPart] = useState<"rules" | "plan">("rules");
  const { compiled } = useMemo(() => compileFlow(flow, { ...checkOptions, version: 1 }), [flow, checkOptions]);
  if (compiled === undefined) return <Empty title={t("rules.none")}>{t("rules.noneText")}</Empty>;
  const text = JSON.stringify(compiled[part], null, 2);
  return (
    <div className="rules">
      <div className="rules-head">
        <div className="rules-parts">
          {(["rules", "plan"] as const).map((one) => (
            <Button key={one} size="s" tone="quiet" aria-pressed={one === part} onClick={() => setPart(one)}>
              {t(`rules.${one}`)}
            </Button>
          ))}
        </div>
        <Button
          size="s"
          onClick={() =>
            void navigator.clipboard.writeText(text).then(
              () => toasts.say(t("rules.copied")),
              () => toasts.fail(t("rules.copyFailed")),
            )
          }
        >
          {t("rules.copy")}
        </Button>
      </div>
      <p className="rules-note">
        {t("rules.count", { count: compiled.rules.length })} · {compiled.hash.slice(0, 19)}…
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long text must scroll by keyboard */}
      <section tabIndex={0} aria-label={t("rules.title")}>
        <pre>{text}</pre>
      </section>
    </div>
  );
}
