import { BACKTEST_TEXTS } from "../i18n/backtest-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { countWords } from "../i18n/money-words.js";

interface DifferenceTableProps {
  /** Head of the first column. */
  readonly first: string;
  readonly liveVersion: number | undefined;
  readonly rows: readonly {
    readonly key: string;
    readonly name: string;
    readonly draft: number;
    readonly live: number | undefined;
  }[];
}

/** Numbers of the draft beside those of the live version, if there is one. */
export function DifferenceTable({ first, liveVersion, rows }: DifferenceTableProps) {
  const t = useTexts(BACKTEST_TEXTS);
  return (
    <div className="forecast-scroll">
      <table className="forecast-table">
        <thead>
          <tr>
            <th scope="col">{first}</th>
            <th scope="col">{t("draft")}</th>
            {liveVersion !== undefined && (
              <>
                <th scope="col">{t("live", { version: liveVersion })}</th>
                <th scope="col">{t("difference")}</th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, draft, live }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              <td>{countWords(draft)}</td>
              {live !== undefined && (
                <>
                  <td>{countWords(live)}</td>
                  <td>{draft === live ? "0" : `${draft > live ? "+" : "−"}${countWords(Math.abs(draft - live))}`}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
