import { createCipheriv, createDecipheriv } from "node:crypto";
import { padToBlock32, stripBlock32 } from "./block-32-padding.js";
import { WecomCryptoError } from "./crypto-error.js";

const KEY_PATTERN = /^[A-Za-z0-9]{43}$/;
const BASE64_PATTERN = /^[A-Za-z0-9+/]+={0,2}$/;
const RANDOM_BYTES = 16;
const LENGTH_BYTES = 4;
const IV_BYTES = 16;

/** The 32 bytes of an EncodingAESKey (43 letters and digits). */
export function readAesKey(encodingAesKey: string): Buffer {
  if (!KEY_PATTERN.test(encodingAesKey)) {
    throw new WecomCryptoError(
      "aesKey",
      "the EncodingAESKey has 43 letters and digits: copy it again from the console",
    );
  }
  return Buffer.from(`${encodingAesKey}=`, "base64");
}

export interface PlainMessage {
  readonly message: string;
  /** Whom it is for: the corp id for an app of one's own. */
  readonly receiveId: string;
  /** 16 bytes that make two equal messages differ. */
  readonly random: Buffer;
}

/** Encrypts to base64 as WeCom does. `random` must have 16 bytes; take them from a source nobody can guess. */
export function encryptMessage(encodingAesKey: string, { message, receiveId, random }: PlainMessage): string {
  const key = readAesKey(encodingAesKey);
  if (random.length !== RANDOM_BYTES) throw new RangeError(`random has ${random.length} bytes, not ${RANDOM_BYTES}`);
  const body = Buffer.from(message, "utf8");
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(body.length);
  const plain = padToBlock32(Buffer.concat([random, length, body, Buffer.from(receiveId, "utf8")]));
  const cipher = createCipheriv("aes-256-cbc", key, key.subarray(0, IV_BYTES)).setAutoPadding(false);
  return Buffer.concat([cipher.update(plain), cipher.final()]).toString("base64");
}

/** Decrypts what WeCom sent. Checks neither signature nor receiver: `openEnvelope` does. Throws `WecomCryptoError`. */
export function decryptMessage(encodingAesKey: string, encrypted: string): PlainMessage {
  const key = readAesKey(encodingAesKey);
  if (!BASE64_PATTERN.test(encrypted) || encrypted.length % 4 !== 0) {
    throw new WecomCryptoError("base64", "the encrypted text is not base64");
  }
  const bytes = Buffer.from(encrypted, "base64");
  if (bytes.length % IV_BYTES !== 0) throw new WecomCryptoError("decrypt", "the encrypted text is not whole blocks");
  const decipher = createDecipheriv("aes-256-cbc", key, key.subarray(0, IV_BYTES)).setAutoPadding(false);
  const plain = stripBlock32(Buffer.concat([decipher.update(bytes), decipher.final()]));
  const start = RANDOM_BYTES + LENGTH_BYTES;
  if (plain.length < start) throw new WecomCryptoError("buffer", "the decrypted text is too short");
  const end = start + plain.readUInt32BE(RANDOM_BYTES);
  if (end > plain.length) throw new WecomCryptoError("buffer", "the decrypted text is shorter than it says");
  return {
    message: plain.toString("utf8", start, end),
    receiveId: plain.toString("utf8", end),
    random: Buffer.from(plain.subarray(0, RANDOM_BYTES)),
  };
}
