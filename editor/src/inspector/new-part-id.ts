import { type RandomText, randomText } from "../document/new-id.js";

const SUFFIX_LENGTH = 4;

/** An id for a new entry of a list, unlike those that are there. Random: see `newId`. */
export function newPartId(taken: readonly { readonly id: string }[], prefix: string, random: RandomText = randomText) {
  const ids = new Set(taken.map((one) => one.id));
  for (;;) {
    const id = `${prefix}-${random(SUFFIX_LENGTH)}`;
    if (!ids.has(id)) return id;
  }
}
