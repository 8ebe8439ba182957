import type { Text } from "@sopflow/schemas";

const PART = /^\s*([a-z]{2,3})(?:-[\w-]*)?\s*(?:;\s*q=([\d.]+))?\s*$/i;

/** The language of an answer: what `Accept-Language` prefers of Chinese and English; Chinese when it says nothing. */
export function languageOf(header: string | undefined): keyof Text {
  let best: keyof Text = "zh";
  let weight = 0;
  for (const part of (header ?? "").split(",").slice(0, 20)) {
    const [, name, q] = PART.exec(part) ?? [];
    const language = name?.toLowerCase();
    if (language !== "zh" && language !== "en") continue;
    const wanted = q === undefined ? 1 : Number(q);
    if (wanted > weight) {
      best = language;
      weight = wanted;
    }
  }
  return best;
}
