import { createHash } from "node:crypto";
import { type CallbackSecrets, openEnvelope, WecomCryptoError } from "../crypto/index.js";
import { parseEvent } from "./parse-event.js";
import { readXml, textOf } from "./read-xml.js";
import type { WecomEvent } from "./wecom-event.js";

/** The query of a callback's URL, decoded, as any web framework gives it. */
export interface CallbackQuery {
  readonly msg_signature?: unknown;
  readonly timestamp?: unknown;
  readonly nonce?: unknown;
  readonly echostr?: unknown;
}

export interface ReceivedCallback {
  /** The decrypted XML: what is to be kept before the callback is acknowledged. */
  readonly xml: string;
  /**
   * The same for every repetition of this callback, and for no other. By content: FromUserName is always `sys` and
   * CreateTime has whole seconds, so two customers who come in one second look alike to WeCom's own advice.
   */
  readonly dedupeKey: string;
  readonly event: WecomEvent;
}

/**
 * Answers WeCom's verification of the URL: the text to reply with, as it is, within a second. Throws `WecomCryptoError`.
 */
export function verifyUrl(secrets: CallbackSecrets, query: CallbackQuery): string {
  return openEnvelope(secrets, { ...signed(query), encrypted: required(query.echostr, "echostr") });
}

/** Opens a pushed callback: signature, decryption, receiver, then what it says. Throws `WecomCryptoError`. */
export function receiveCallback(secrets: CallbackSecrets, query: CallbackQuery, body: string): ReceivedCallback {
  const encrypted = textOf(readXml(body), "Encrypt");
  if (encrypted === undefined) throw new WecomCryptoError("xml", "the body has no Encrypt");
  return readCallback(secrets.receiveId, openEnvelope(secrets, { ...signed(query), encrypted }));
}

/** Reads a decrypted callback again, as it was kept. */
export function readCallback(receiveId: string, xml: string): ReceivedCallback {
  const digest = createHash("sha256").update(receiveId).update("\0").update(xml).digest("hex");
  return { xml, dedupeKey: `wecom-${digest}`, event: parseEvent(readXml(xml)) };
}

function signed({ msg_signature, timestamp, nonce }: CallbackQuery) {
  return {
    signature: required(msg_signature, "msg_signature"),
    timestamp: required(timestamp, "timestamp"),
    nonce: required(nonce, "nonce"),
  };
}

function required(value: unknown, name: string): string {
  if (typeof value === "string" && value !== "") return value;
  throw new WecomCryptoError("signature", `the query has no ${name}: WeCom did not send this`);
}
