import type { Task } from "@sopflow/schemas";
import { ADVISOR_TEXTS } from "../i18n/advisor-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { useDesk } from "./desk-context.js";
import { isOwnFile, isWebAddress } from "./material-address.js";

/** What is sent along with the words. Only addresses become links: others are names of the brand's own files. */
export function Materials({ items }: { items: Task["materials"] }) {
  const t = useTexts(ADVISOR_TEXTS);
  const { copy, preview } = useDesk();
  if (items.length === 0) return null;
  return (
    <ul className="materials" aria-label={t("materials")}>
      {items.map(({ kind, title, url }) => (
        <li key={`${kind} ${url}`}>
          <span className="material-kind">{t(`material.${kind}`)}</span>
          {kind === "image" && isOwnFile(url) ? (
            <button type="button" className="material-image" onClick={() => preview({ title, url })}>
              <img src={url} alt={title || t("material.preview")} loading="lazy" />
            </button>
          ) : isWebAddress(url) || isOwnFile(url) ? (
            <a href={url} target="_blank" rel="noreferrer" className="material-name">
              {title || url}
            </a>
          ) : (
            <span className="material-name">{title || url}</span>
          )}
          {isWebAddress(url) && (
            <button type="button" className="text-button" onClick={() => copy(url)}>
              {t("material.copy")}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
