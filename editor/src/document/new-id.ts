import type { Flow } from "@sopflow/schemas";

/** Random letters and digits, as many as asked for. Tests bring their own. */
export type RandomText = (length: number) => string;

const LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
const SUFFIX_LENGTH = 6;

/**
 * An id that the flow does not use. Random rather than counted: a number that a deleted node had would tie the people
 * who still stand at it in a published version to another node.
 */
export function newId(flow: Pick<Flow, "nodes" | "edges">, prefix: string, random: RandomText = randomText): string {
  const taken = new Set([...flow.nodes, ...flow.edges].map((part) => part.id));
  for (;;) {
    const id = `${prefix}-${random(SUFFIX_LENGTH)}`;
    if (!taken.has(id)) return id;
  }
}

/** From the browser's own generator. */
export const randomText: RandomText = (length) =>
  [...crypto.getRandomValues(new Uint8Array(length))].map((byte) => LETTERS[byte % LETTERS.length]).join("");
