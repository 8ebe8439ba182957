import { PARTITIONS } from "@sopflow/schemas";

/** Partition of a customer, 0 to PARTITIONS − 1: fixed by the id for ever (FNV-1a, halves folded since its low bits alone are weak). */
export function partitionOf(customerId: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < customerId.length; index++) {
    hash = Math.imul(hash ^ customerId.charCodeAt(index), 0x01000193);
  }
  return ((hash ^ (hash >>> 16)) >>> 0) % PARTITIONS;
}
