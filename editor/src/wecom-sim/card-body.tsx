import type { JsonObject } from "@sopflow/schemas";
import { useTexts } from "../i18n/locale-context.js";
import { SafeLink } from "./safe-link.js";
import { objectIn, objectsIn, textIn } from "./sim-state.js";
import { SIM_TEXTS } from "./sim-texts.js";

/** A template card without its buttons: source, titles, figures, rows, links. */
export function CardBody({ card }: { card: JsonObject }) {
  const t = useTexts(SIM_TEXTS);
  const title = objectIn(card, "main_title");
  const emphasis = objectIn(card, "emphasis_content");
  const quote = objectIn(card, "quote_area");
  const rows = objectsIn(card, "horizontal_content_list");
  const action = objectIn(card, "card_action");
  return (
    <>
      <Line className="sim-card-source" text={textIn(objectIn(card, "source"), "desc")} />
      {textIn(title, "title") !== "" && <h3>{textIn(title, "title")}</h3>}
      <Line className="sim-card-text" text={textIn(title, "desc")} />
      <Line className="sim-card-figure" text={textIn(emphasis, "title")} />
      <Line className="sim-card-text" text={textIn(emphasis, "desc")} />
      {Object.keys(quote).length > 0 && (
        <blockquote className="sim-card-quote">
          <Line className="sim-card-source" text={textIn(quote, "title")} />
          {textIn(quote, "quote_text")}
        </blockquote>
      )}
      <Line className="sim-card-text" text={textIn(card, "sub_title_text")} />
      {rows.length > 0 && (
        <dl className="sim-card-rows">
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no ids and never move
            <div key={at}>
              <dt>{textIn(row, "keyname")}</dt>
              <dd>
                {row.type === 1 ? (
                  <SafeLink url={textIn(row, "url")}>{textIn(row, "value")}</SafeLink>
                ) : (
                  textIn(row, "value")
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {objectsIn(card, "jump_list").map((jump, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: links have no ids and never move
        <p key={at} className="sim-card-link">
          <SafeLink url={textIn(jump, "url")}>{textIn(jump, "title")}</SafeLink>
        </p>
      ))}
      {action.type === 1 && (
        <p className="sim-card-link">
          <SafeLink url={textIn(action, "url")}>{t("advisor.open")}</SafeLink>
        </p>
      )}
    </>
  );
}

const Line = ({ className, text }: { className: string; text: string }) =>
  text === "" ? null : <p className={className}>{text}</p>;
