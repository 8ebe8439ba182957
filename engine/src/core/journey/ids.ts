import { shortDigest } from "./short-digest.js";

/** Parts are joined by a character that no id may contain, so that ("ab","c") and ("a","bc") differ. */
const SEPARATOR = "\u001f";
const ID_HEX_LENGTH = 32;

/** 128 bits of sha256 over the parts, as hex. The same parts give the same id in every process and for ever. */
export function stableId(...parts: (string | number)[]): string {
  const words = shortDigest(parts.join(SEPARATOR));
  for (let i = 0; i < ID_HEX_LENGTH; i++) {
    const digit = ((words[i >> 3] ?? 0) >>> (28 - 4 * (i & 7))) & 0xf;
    digits[i] = digit < 10 ? 0x30 + digit : 0x57 + digit; // 0…9, a…f
  }
  return String.fromCharCode(...digits); // in one piece: a text put together is taken apart again wherever it is a key
}

const digits: number[] = Array.from({ length: ID_HEX_LENGTH }, () => 0);

/** FLOW-FORMAT §4.11: hash(customer, flow, key, id of the entering input). */
export const enrollmentId = (customerId: string, flowId: string, key: string, inputId: string): string =>
  stableId("enrollment", customerId, flowId, key, inputId);

/** FLOW-FORMAT §4.11: hash(enrollment, node, visit, kind, ordinal or slot). */
export const effectId = (enrollment: string, nodeId: string, visit: number, kind: string, ordinal: string): string =>
  stableId("effect", enrollment, nodeId, visit, kind, ordinal);

/** 0..9999, stable for customer and experiment. The modulo's bias is below 10^-5. */
export function bucketOf(customerId: string, experiment: string): number {
  const [first = 0] = shortDigest(`bucket${SEPARATOR}${customerId}${SEPARATOR}${experiment}`);
  return (first >>> 0) % 10_000;
}
