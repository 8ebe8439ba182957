export { WECOM_CRYPTO_CODES, WecomCryptoError, type WecomCryptoReason } from "./crypto-error.js";
export {
  type CallbackSecrets,
  openEnvelope,
  passiveReplyXml,
  type SealedMessage,
  type SealingChance,
  sealEnvelope,
} from "./envelope.js";
export { type JsSdkParts, signJsSdk } from "./js-sdk-signature.js";
export { decryptMessage, encryptMessage, type PlainMessage, readAesKey } from "./message-cipher.js";
export { isSignedBy, type SignedParts, signMessage } from "./signature.js";
