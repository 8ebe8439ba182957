import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** Parts are joined by a character that no id may contain, so that ("ab","c") and ("a","bc") differ. */
const SEPARATOR = "\u001f";
const ID_HEX_LENGTH = 32;

const digest = (parts: readonly (string | number)[]) => sha256(utf8ToBytes(parts.join(SEPARATOR)));

/** 128 bits of sha256 over the parts, as hex. The same parts give the same id in every process and for ever. */
export const stableId = (...parts: (string | number)[]): string => bytesToHex(digest(parts)).slice(0, ID_HEX_LENGTH);

/** FLOW-FORMAT §4.11: hash(customer, flow, key, id of the entering input). */
export const enrollmentId = (customerId: string, flowId: string, key: string, inputId: string): string =>
  stableId("enrollment", customerId, flowId, key, inputId);

/** FLOW-FORMAT §4.11: hash(enrollment, node, visit, kind, ordinal or slot). */
export const effectId = (enrollment: string, nodeId: string, visit: number, kind: string, ordinal: string): string =>
  stableId("effect", enrollment, nodeId, visit, kind, ordinal);

/** 0..9999, stable for customer and experiment. The modulo's bias is below 10^-5. */
export function bucketOf(customerId: string, experiment: string): number {
  const [a = 0, b = 0, c = 0, d = 0] = digest(["bucket", customerId, experiment]);
  return (((a << 24) | (b << 16) | (c << 8) | d) >>> 0) % 10_000;
}
