import type { Shadow, ShadowCount } from "@sopflow/schemas";
import { useTexts } from "../i18n/locale-context.js";
import { countWords } from "../i18n/money-words.js";
import { SHADOW_TEXTS } from "../i18n/shadow-texts.js";
import { Notice } from "../ui/notice.js";

const ROWS = [
  { key: "entered", same: "same_entered", kinds: ["entered_live", "entered_draft"] },
  { key: "ports", same: "same_port", kinds: ["port"] },
  { key: "tasks", same: "same_task", kinds: ["text", "time", "task_live", "task_draft"] },
  { key: "exits", same: "same_exit", kinds: ["exit"] },
] as const;

/** What both did alike and what they did not, over all steps. */
export function ShadowSums({ shadow: { counts } }: { readonly shadow: Shadow }) {
  const t = useTexts(SHADOW_TEXTS);
  const sum = (wanted: ShadowCount["kind"]) =>
    counts.reduce((all, { kind, count }) => (kind === wanted ? all + count : all), 0);
  const differs = counts.some(({ kind }) => !kind.startsWith("same_"));
  return (
    <>
      {!differs && <Notice tone="ok">{t("nothing")}</Notice>}
      <table className="shadow-sums">
        <thead>
          <tr>
            <th scope="col">{t("item")}</th>
            <th scope="col">{t("same")}</th>
            <th scope="col">{t("differ")}</th>
          </tr>
        </thead>
        <tbody>
          {ROWS.map(({ key, same, kinds }) => {
            const found = kinds.filter((kind) => sum(kind) > 0);
            return (
              <tr key={key}>
                <th scope="row">{t(key)}</th>
                <td>{countWords(sum(same))}</td>
                <td>
                  {found.length === 0
                    ? "0"
                    : found.map((kind) => (
                        <span key={kind} className="shadow-count">
                          {t("kindCount", { kind: t(`kind.${kind}`), count: countWords(sum(kind)) })}
                        </span>
                      ))}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}
