import type { WireConditionRow } from "@sopflow/schemas";
import { Check, X } from "lucide-react";
import { rowWords, type WhySpeech } from "./why-words.js";

interface ConditionRowsProps {
  readonly rows: readonly WireConditionRow[];
  readonly speech: WhySpeech;
}

const MAX_STEPS_IN = 6;

/** A judged condition, line by line: what was asked, what was there, and whether that held. */
export function ConditionRows({ rows, speech }: ConditionRowsProps) {
  return (
    <ul className="why-rows">
      {rows.map((row, i) => {
        const { words, actual } = rowWords(row, speech);
        const Icon = row.result ? Check : X;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one decision never change their order
          <li key={i} data-holds={row.result} data-depth={Math.min(row.depth, MAX_STEPS_IN)}>
            <Icon size={15} aria-hidden />
            <span className="hidden-text">{speech.t(row.result ? "row.yes" : "row.no")}</span>
            <span>
              {words}
              {actual !== "" && <small>{actual}</small>}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
