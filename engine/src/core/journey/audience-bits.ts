import type { AudienceBit, Customer } from "@sopflow/schemas";
import type { FlowDirectory } from "./flow-directory.js";

type Bits = Customer["audience"];

/** What a record of bits says as a whole. */
interface Standing {
  /** Audiences that the customer is in. */
  readonly inside: Set<string>;
  /** Every audience of these flows was asked about, in its newest version. */
  asked?: FlowDirectory;
}

/**
 * Remembered beside the record, since with hundreds of flows reading all bits at each event costs more than the event. It
 * is made from the record alone whenever it is missing, so a copy or a document from the store needs none. Every bit
 * is written by `writeBit` and `dropBit`.
 */
const STANDINGS = new WeakMap<Bits, Standing>();

export function standingOf(bits: Bits): Standing {
  let standing = STANDINGS.get(bits);
  if (standing === undefined) {
    standing = { inside: new Set() };
    for (const key in bits) if (bits[key]?.in) standing.inside.add(key);
    STANDINGS.set(bits, standing);
  }
  return standing;
}

export function writeBit(bits: Bits, key: string, bit: AudienceBit): void {
  bits[key] = bit;
  const inside = STANDINGS.get(bits)?.inside;
  if (bit.in) inside?.add(key);
  else inside?.delete(key);
}

export function dropBit(bits: Bits, key: string): void {
  delete bits[key];
  STANDINGS.get(bits)?.inside.delete(key);
}
