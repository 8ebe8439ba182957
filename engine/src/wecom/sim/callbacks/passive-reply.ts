import type { JsonObject } from "@sopflow/schemas";
import { XMLParser } from "fast-xml-parser";
import { type CallbackSecrets, openEnvelope, WecomCryptoError } from "../../crypto/index.js";

export interface PassiveReply {
  readonly replaceName: string | undefined;
  readonly card: JsonObject | undefined;
}

const parser = new XMLParser({ ignoreAttributes: true, parseTagValue: false });

/**
 * The answer to a button's callback: `update_button` or `update_template_card`, encrypted as callbacks are. Undefined for
 * anything else, as WeCom ignores what it cannot read.
 */
export function readPassiveReply(body: string, secrets: CallbackSecrets): PassiveReply | undefined {
  const outer = fieldsOf(parse(body), "xml");
  const encrypted = textOf(outer, "Encrypt");
  if (encrypted === "") return undefined;
  try {
    const plain = openEnvelope(secrets, {
      encrypted,
      signature: textOf(outer, "MsgSignature"),
      timestamp: textOf(outer, "TimeStamp"),
      nonce: textOf(outer, "Nonce"),
    });
    return replyOf(fieldsOf(parse(plain), "xml"));
  } catch (error) {
    if (error instanceof WecomCryptoError) return undefined;
    throw error;
  }
}

function replyOf(xml: JsonObject): PassiveReply | undefined {
  const type = textOf(xml, "MsgType");
  if (type === "update_button") {
    return { replaceName: textOf(fieldsOf(xml, "Button"), "ReplaceName"), card: undefined };
  }
  if (type !== "update_template_card") return undefined;
  const card = fieldsOf(xml, "TemplateCard");
  const replaceName = textOf(card, "ReplaceText");
  return {
    replaceName: replaceName === "" ? undefined : replaceName,
    card: {
      card_type: textOf(card, "CardType"),
      main_title: {
        title: textOf(fieldsOf(card, "MainTitle"), "Title"),
        desc: textOf(fieldsOf(card, "MainTitle"), "Desc"),
      },
      sub_title_text: textOf(card, "SubTitleText"),
    },
  };
}

function parse(xml: string): JsonObject {
  try {
    const parsed: unknown = parser.parse(xml);
    return isFields(parsed) ? parsed : {};
  } catch {
    return {};
  }
}

const isFields = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const fieldsOf = (from: JsonObject, name: string): JsonObject => {
  const value = from[name];
  return isFields(value) ? value : {};
};

const textOf = (from: JsonObject, name: string): string => {
  const value = from[name];
  return typeof value === "string" ? value : "";
};
