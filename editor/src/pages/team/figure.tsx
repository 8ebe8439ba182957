import { Link } from "@tanstack/react-router";
import { countWords } from "../../i18n/money-words.js";
import { classNames } from "../../ui/class-names.js";
import type { TaskSearch } from "../tasks/task-search.js";

interface FigureProps {
  readonly label: string;
  readonly value: number | string;
  /** What stands beside the number. */
  readonly note?: string;
  /** The tasks that the number counts. */
  readonly search: TaskSearch;
  /** A number that asks for something as soon as it is not 0. */
  readonly tone?: "danger" | "warn";
  readonly isWide?: boolean;
}

/** A cell with a number that leads to the list behind it. */
export function Figure({ label, value, note = "", search, tone, isWide = false }: FigureProps) {
  const isZero = value === 0;
  return (
    <td
      data-label={label}
      className={isWide ? "team-skips cell-wide" : classNames("cell-number", note !== "" && "cell-wide")}
    >
      <span>
        <Link
          to="/tasks"
          search={search}
          className={classNames(isZero ? "zero" : "cell-figure", !isZero && tone !== undefined && `team-${tone}`)}
        >
          {typeof value === "number" ? countWords(value) : value}
        </Link>
        {note !== "" && <span className="cell-sub"> {note}</span>}
      </span>
    </td>
  );
}
