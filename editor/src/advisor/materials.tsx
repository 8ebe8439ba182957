import type { Task } from "@sopflow/schemas";
import { ADVISOR_TEXTS } from "../i18n/advisor-texts.js";
import { useTexts } from "../i18n/locale-context.js";

/** What is sent along with the words. Only web addresses become links: others are names of the brand's own files. */
export function Materials({ items, onCopy }: { items: Task["materials"]; onCopy: (text: string) => void }) {
  const t = useTexts(ADVISOR_TEXTS);
  if (items.length === 0) return null;
  return (
    <ul className="materials" aria-label={t("materials")}>
      {items.map(({ kind, title, url }) => (
        <li key={`${kind} ${url}`}>
          <span className="material-kind">{t(`material.${kind}`)}</span>
          {/^https?:/i.test(url) ? (
            <a href={url} target="_blank" rel="noreferrer">
              {title || url}
            </a>
          ) : (
            <span className="material-name">{title || url}</span>
          )}
          {kind === "link" && (
            <button type="button" className="text-button" onClick={() => onCopy(url)}>
              {t("material.copy")}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
