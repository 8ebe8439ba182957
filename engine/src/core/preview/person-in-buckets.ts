import { bucketOf } from "../journey/ids.js";

/** Where the bucket of an experiment is to lie, `[from, to)` of 0 to 9,999. */
export interface WantedBucket {
  readonly experiment: string;
  readonly from: number;
  readonly to: number;
}

/** Far more than any mix of groups that a lead would draw needs; a mix of very small ones is then left to chance. */
const MAX_TRIES = 20_000;

/**
 * The id of the first made-up person, from `start` on, whose buckets all lie where they are wanted. Undefined when none
 * is found: the wishes leave out nearly everybody.
 */
export function personInBuckets(prefix: string, wanted: readonly WantedBucket[], start = 1): string | undefined {
  for (let i = start; i < start + MAX_TRIES; i++) {
    const id = `${prefix}-${i}`;
    if (wanted.every(({ experiment, from, to }) => isIn(bucketOf(id, experiment), from, to))) return id;
  }
  return undefined;
}

const isIn = (bucket: number, from: number, to: number): boolean => bucket >= from && bucket < to;
