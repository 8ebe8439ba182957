import { WecomCryptoError } from "./crypto-error.js";

/** WeCom pads to 32 bytes, not to AES's own 16: Node's padding refuses every pad above 16. */
const BLOCK_BYTES = 32;

/** Appends 1 to 32 bytes, each of which says how many they are. */
export function padToBlock32(plain: Buffer): Buffer {
  const pad = BLOCK_BYTES - (plain.length % BLOCK_BYTES);
  return Buffer.concat([plain, Buffer.alloc(pad, pad)]);
}

/** Takes the padding off again. Throws `WecomCryptoError` where it is not exactly as WeCom writes it. */
export function stripBlock32(padded: Buffer): Buffer {
  const pad = padded.at(-1) ?? 0;
  const start = padded.length - pad;
  const whole = padded.length % BLOCK_BYTES === 0 && pad >= 1 && pad <= BLOCK_BYTES && start >= 0;
  if (!whole || !padded.subarray(start).every((byte) => byte === pad)) {
    throw new WecomCryptoError("decrypt", "the padding is not WeCom's: the EncodingAESKey is another one");
  }
  return padded.subarray(0, start);
}
