import { type Constraint, type Family, pinnedBy } from "./constraint.js";
import { anniversaryFits, dateFits, daysFit } from "./date-fits.js";
import { listFits } from "./list-fits.js";
import { isNumericOrder, scalarValues } from "./scalar-values.js";
import type { Domain } from "./world.js";

/** Beyond this many single answers nothing is said of a fact; no condition that a person wrote comes near. */
const MAX_ANSWERS = 200_000;

/**
 * Whether a fact can satisfy all constraints at once. False is a proof; true may be an oversight: what two families of
 * operators together rule out is not looked for.
 */
export function slotFits(domain: Domain, constraints: readonly Constraint[], zone: string): boolean {
  const pins = constraints.flatMap((constraint) => (pinnedBy(constraint) !== undefined ? [constraint] : []));
  const [pin] = pins;
  if (pin) {
    const others = constraints.filter((constraint) => constraint !== pin);
    return (pinnedBy(pin) ?? []).some((value) => isIn(domain, value) && valueFits(value, others, zone));
  }
  const of = (...families: Family[]) => constraints.filter(({ family }) => families.includes(family));
  const presence = of("presence");
  const lists = of("list");
  const dates = of("date");
  const days = of("days", "anniversary");
  return (
    scalarFits(domain, constraints) &&
    (lists.length === 0 ||
      unlike(domain, "list", [...presence, ...lists]) ||
      (isThere(presence) && listFits(domain, lists))) &&
    (dates.length === 0 ||
      unlike(domain, "date", [...presence, ...dates]) ||
      (isThere(presence) && dateFits(dates, zone))) &&
    (days.length === 0 || unlike(domain, "date", [...presence, ...days]) || (isThere(presence) && timedFits(days)))
  );
}

const timedFits = (constraints: readonly Constraint[]): boolean =>
  daysFit(constraints.filter(({ family }) => family === "days")) &&
  anniversaryFits(constraints.filter(({ family }) => family === "anniversary"));

/** Numbers, texts and what is missing: equality, order and beginnings together. */
function scalarFits(domain: Domain, constraints: readonly Constraint[]): boolean {
  const ordered = constraints.some(isNumericOrder);
  const own = constraints.filter(({ family, value }) => {
    if (family === "presence" || family === "equality") return true;
    // A text that begins like this and reads as such a number is not looked for; texts are ordered on the clock only.
    if (family === "prefix") return !ordered || domain.kind === "string";
    return family === "order" && (typeof value === "number" || domain.kind === "clock");
  });
  if (own.length === 0) return true;
  const values = scalarValues(domain, own);
  if (values.length * own.length > MAX_ANSWERS) return true;
  return values.some((value) => own.every((constraint) => answers(constraint, value, "UTC")));
}

const answers = ({ test, value, wanted }: Constraint, left: unknown, zone: string): boolean =>
  test(left, value, { at: 0, zone }) === wanted;

const isThere = (presence: readonly Constraint[]): boolean =>
  presence.every((constraint) => answers(constraint, "there", "UTC"));

/** Whether something that is no list, or no date, satisfies the constraints. */
function unlike(domain: Domain, kind: "list" | "date", constraints: readonly Constraint[]): boolean {
  const others = [...(domain.present ? [] : [undefined, null]), ...(domain.kind === kind ? [] : ["no date", {}])];
  return others.some((value) => constraints.every((constraint) => answers(constraint, value, "UTC")));
}

/** Whether one known value satisfies the constraints; how long ago it is may be as it likes. */
function valueFits(value: unknown, constraints: readonly Constraint[], zone: string): boolean {
  const timed = constraints.filter(({ family }) => family === "days" || family === "anniversary");
  const others = constraints.filter((constraint) => !timed.includes(constraint));
  if (!others.every((constraint) => answers(constraint, value, zone))) return false;
  return timed.every((constraint) => answers(constraint, value, zone)) || (canBeDate(value) && timedFits(timed));
}

const canBeDate = (value: unknown): boolean => typeof value === "number" || typeof value === "string";

function isIn({ kind, values, present, integer, min, max }: Domain, value: unknown): boolean {
  if (value === undefined || value === null) return !present;
  if (values) return values.some((one) => one === value);
  if (kind === "number") {
    if (typeof value !== "number" || (integer && !Number.isInteger(value))) return false;
    return (min === undefined || value >= min) && (max === undefined || value <= max);
  }
  if (kind === "boolean") return typeof value === "boolean";
  return kind === undefined || kind === "date" || kind === "list" || typeof value === "string";
}
