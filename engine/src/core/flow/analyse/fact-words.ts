import { lookUpFact, type Text } from "@sopflow/schemas";
import type { FactPath } from "./solver/can-hold.js";

const MAX_NAMED = 3;

/** Facts by their names in both languages, the first few of them. */
export function factWords(facts: readonly FactPath[]): Text {
  const words = facts.slice(0, MAX_NAMED).map(oneFact);
  return { zh: words.map(({ zh }) => `“${zh}”`).join("、"), en: words.map(({ en }) => `"${en}"`).join(", ") };
}

function oneFact({ fact, path }: FactPath): Text {
  const info = lookUpFact(fact, path);
  if (info === undefined) return { zh: `${fact}.${path}`, en: `${fact}.${path}` };
  const open = info.path.includes("*") ? ` ${path.split(".").slice(1).join(".")}` : "";
  return { zh: `${info.label.zh}${open}`, en: `${info.label.en}${open}` };
}
