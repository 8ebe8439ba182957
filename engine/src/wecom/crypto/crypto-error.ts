/** Why an envelope was refused, with the code WeCom's own libraries give for it [D90307]. */
export const WECOM_CRYPTO_CODES = {
  signature: -40001,
  xml: -40002,
  aesKey: -40004,
  receiveId: -40005,
  decrypt: -40007,
  buffer: -40008,
  base64: -40010,
} as const;

export type WecomCryptoReason = keyof typeof WECOM_CRYPTO_CODES;

/** A callback that is not ours, was changed on its way, or meets a wrong token, key or corp id. Never holds secrets. */
export class WecomCryptoError extends Error {
  override readonly name = "WecomCryptoError";
  readonly reason: WecomCryptoReason;
  readonly code: number;

  constructor(reason: WecomCryptoReason, message: string) {
    super(message);
    this.reason = reason;
    this.code = WECOM_CRYPTO_CODES[reason];
  }
}
