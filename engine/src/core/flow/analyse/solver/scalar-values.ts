import { formatMinuteOfDay, MINUTES_PER_DAY, parseLocalTime } from "../../../time/index.js";
import type { Constraint } from "./constraint.js";
import type { Domain } from "./world.js";

/**
 * Values that stand for all that a fact can be: between two neighbouring literals every value answers the constraints
 * alike, so one of each stretch, and the literals themselves, are enough.
 */
export function scalarValues(domain: Domain, constraints: readonly Constraint[]): unknown[] {
  const absent = domain.present ? [] : [undefined, null];
  if (domain.values) return [...absent, ...domain.values];
  const literals = constraints.flatMap(({ value }) => value);
  const numbers = () => numberValues(domain, literals);
  switch (domain.kind) {
    case "number":
      return [...absent, ...numbers()];
    case "boolean":
      return [...absent, true, false];
    case "string":
      return [...absent, ...textValues(constraints)];
    case "clock":
      return clockValues(literals);
    case "date":
      return [...absent, "2026-06-18"];
    case "list":
      return [...absent, []];
    default: {
      const found = numbers();
      const texts = constraints.some(isNumericOrder) ? numericTexts(found, literals) : textValues(constraints);
      // A list of one number is ordered like that number, as JavaScript has it.
      return [...absent, true, false, {}, [], ...found.map((n) => [n]), ...found, ...texts];
    }
  }
}

export const isNumericOrder = ({ family, value }: Constraint): boolean =>
  family === "order" && typeof value === "number";

function numberValues({ integer, min, max }: Domain, literals: readonly unknown[]): number[] {
  const edges = literals.filter((value) => typeof value === "number");
  for (const edge of [min, max]) if (edge !== undefined) edges.push(edge);
  const sorted = [...new Set(edges)].sort((a, b) => a - b);
  const found = new Set<number>(sorted.length === 0 ? [0] : []);
  sorted.forEach((edge, i) => {
    const next = sorted[i + 1] ?? edge + 2;
    if (integer)
      for (const n of [Math.floor(edge), Math.ceil(edge)])
        found
          .add(n - 1)
          .add(n)
          .add(n + 1);
    else found.add(edge).add((edge + next) / 2);
  });
  const [first] = sorted;
  if (first !== undefined) found.add(first - 1);
  return [...found].filter(
    (n) => (min === undefined || n >= min) && (max === undefined || n <= max) && (!integer || Number.isInteger(n)),
  );
}

/** Texts that read as numbers, also such as are no literal, and one that does not. */
function numericTexts(numbers: readonly number[], literals: readonly unknown[]): string[] {
  const texts = literals.filter((value) => typeof value === "string");
  const taken = new Set(texts);
  const fresh = (text: string, more: string): string => (taken.has(text) ? fresh(text + more, more) : text);
  return [
    ...texts,
    ...numbers.flatMap((n) => [String(n), fresh(Number.isInteger(n) ? `${n}.0` : `${n}0`, "0")]),
    fresh("x", "x"),
  ];
}

/** A text and the very next one, for every text at which an answer can change. */
function textValues(constraints: readonly Constraint[]): string[] {
  const edges = new Set<string>([""]);
  for (const { family, value } of constraints) {
    for (const text of [value].flat()) {
      if (typeof text !== "string") continue;
      edges.add(text);
      const end = family === "prefix" ? behindPrefix(text) : undefined;
      if (end !== undefined) edges.add(end);
    }
  }
  return [...edges].flatMap((text) => [text, `${text}\u0000`]);
}

/** The first text behind all that begin with the prefix. */
function behindPrefix(prefix: string): string | undefined {
  const last = prefix.charCodeAt(prefix.length - 1);
  return Number.isNaN(last) || last === 0xffff ? undefined : `${prefix.slice(0, -1)}${String.fromCharCode(last + 1)}`;
}

function clockValues(literals: readonly unknown[]): string[] {
  const minutes = new Set([0, MINUTES_PER_DAY - 1]);
  for (const literal of literals) {
    const minute = typeof literal === "string" ? parseLocalTime(literal) : undefined;
    if (minute !== undefined)
      minutes
        .add(minute - 1)
        .add(minute)
        .add(minute + 1);
  }
  return [...minutes].filter((minute) => minute >= 0 && minute < MINUTES_PER_DAY).map(formatMinuteOfDay);
}
