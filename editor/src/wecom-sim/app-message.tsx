import type { JsonObject } from "@sopflow/schemas";
import { useTexts } from "../i18n/locale-context.js";
import { CardBody } from "./card-body.js";
import { CardButtons } from "./card-buttons.js";
import { SafeLink } from "./safe-link.js";
import { objectsIn, type SimAppMessage, textIn } from "./sim-state.js";
import { SIM_TEXTS } from "./sim-texts.js";
import { clockTime } from "./sim-time.js";

/** A message of an app as the member sees it; a card with working buttons. */
export function AppMessageView({ message, userid }: { message: SimAppMessage; userid: string }) {
  const t = useTexts(SIM_TEXTS);
  const { app, at, state, msgtype, content } = message;
  return (
    <li className="sim-message">
      <p className="sim-message-head">
        <span>{app}</span>
        <time>{clockTime(at)}</time>
      </p>
      {state === "recalled" ? (
        <p className="sim-hint">{t("advisor.recalled")}</p>
      ) : msgtype === "template_card" ? (
        <div className="sim-card">
          <CardBody card={content} />
          <CardButtons message={message} userid={userid} />
        </div>
      ) : (
        <PlainMessage msgtype={msgtype} content={content} />
      )}
    </li>
  );
}

function PlainMessage({ msgtype, content }: { msgtype: string; content: JsonObject }) {
  const t = useTexts(SIM_TEXTS);
  if (msgtype === "textcard") {
    return (
      <div className="sim-card">
        <h3>{textIn(content, "title")}</h3>
        <p className="sim-card-text">{textIn(content, "description").replace(/<[^>]*>/g, "")}</p>
        <SafeLink url={textIn(content, "url")}>{textIn(content, "btntxt")}</SafeLink>
      </div>
    );
  }
  if (msgtype === "news") {
    return objectsIn(content, "articles").map((article, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: articles have no ids and never move
      <div className="sim-card" key={at}>
        <h3>{textIn(article, "title")}</h3>
        <p className="sim-card-text">{textIn(article, "description")}</p>
        <SafeLink url={textIn(article, "url")}>{t("advisor.open")}</SafeLink>
      </div>
    ));
  }
  return <p className="sim-bubble sim-bubble-app">{withLinks(textIn(content, "content"))}</p>;
}

const LINK = /<a\s+href="([^"]*)"[^>]*>(.*?)<\/a>/g;

/** WeCom's texts know one tag, `<a href>`. */
function withLinks(text: string) {
  const parts = text.split(LINK);
  return parts.map((part, at) => {
    if (at % 3 === 1) return null;
    const key = `${at}`;
    return at % 3 === 2 ? (
      <SafeLink key={key} url={parts[at - 1] ?? ""}>
        {part}
      </SafeLink>
    ) : (
      part
    );
  });
}
