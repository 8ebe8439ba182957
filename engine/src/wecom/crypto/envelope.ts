import { WecomCryptoError } from "./crypto-error.js";
import { decryptMessage, encryptMessage } from "./message-cipher.js";
import { isSignedBy, type SignedParts, signMessage } from "./signature.js";

/** What the console's "receive messages" page shows of one app. */
export interface CallbackSecrets {
  readonly token: string;
  readonly encodingAesKey: string;
  /** The corp id for an app of one's own; the suite id for a service provider. */
  readonly receiveId: string;
}

export interface SealedMessage extends SignedParts {
  readonly signature: string;
}

/**
 * Opens what WeCom sent: signature, then decryption, then the receiver, in this order, so that nothing unsigned is ever
 * decrypted. Throws `WecomCryptoError` with the reason.
 */
export function openEnvelope(secrets: CallbackSecrets, sealed: SealedMessage): string {
  if (!isSignedBy(secrets.token, sealed, sealed.signature)) {
    throw new WecomCryptoError("signature", "the signature does not fit: the callback's Token is another one");
  }
  const { message, receiveId } = decryptMessage(secrets.encodingAesKey, sealed.encrypted);
  if (receiveId !== secrets.receiveId) {
    throw new WecomCryptoError("receiveId", "the message is for another corp: check the corp id");
  }
  return message;
}

/** What makes each sealed message its own. `random` has 16 bytes. */
export interface SealingChance {
  readonly timestamp: string;
  readonly nonce: string;
  readonly random: Buffer;
}

/** Encrypts and signs, as WeCom does for a callback and as a passive reply must be. */
export function sealEnvelope(secrets: CallbackSecrets, message: string, chance: SealingChance): SealedMessage {
  const { timestamp, nonce, random } = chance;
  const encrypted = encryptMessage(secrets.encodingAesKey, { message, receiveId: secrets.receiveId, random });
  return { timestamp, nonce, encrypted, signature: signMessage(secrets.token, { timestamp, nonce, encrypted }) };
}

/** The body of a passive reply: the answer to a callback inside its HTTP response. */
export function passiveReplyXml({ encrypted, signature, timestamp, nonce }: SealedMessage): string {
  // The four values are base64, hex, digits and our own nonce: none can end a CDATA section, but the nonce is checked.
  if (!/^[A-Za-z0-9]+$/.test(nonce)) throw new RangeError("a nonce has letters and digits only");
  return (
    `<xml><Encrypt><![CDATA[${encrypted}]]></Encrypt><MsgSignature><![CDATA[${signature}]]></MsgSignature>` +
    `<TimeStamp>${Number(timestamp)}</TimeStamp><Nonce><![CDATA[${nonce}]]></Nonce></xml>`
  );
}
