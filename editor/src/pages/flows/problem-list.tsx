import type { Diagnostic } from "@sopflow/schemas";
import { FLOWS_TEXTS } from "../../i18n/flows-texts.js";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import { Tag } from "../../ui/badge.js";

/** Every problem of a flow file, errors first, with the place in the file. */
export function ProblemList({ diagnostics }: { diagnostics: readonly Diagnostic[] }) {
  const t = useTexts(FLOWS_TEXTS);
  const locale = useLocale();
  const sorted = [...diagnostics].sort((a, b) => Number(b.severity === "error") - Number(a.severity === "error"));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard
    <ul className="problems" tabIndex={0}>
      {sorted.map(({ code, severity, path, message, nodeId }) => (
        <li key={`${code} ${path} ${nodeId ?? ""} ${message.en}`}>
          <Tag tone={severity === "error" ? "danger" : "warn"}>
            {t(severity === "error" ? "import.error" : "import.warning")}
          </Tag>
          <span>{message[locale]}</span>
          {path !== "" && <span className="problem-path">{t("import.at", { path })}</span>}
        </li>
      ))}
    </ul>
  );
}
