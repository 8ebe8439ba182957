import { eventInfo, lookUpFact, type Taxonomy } from "@sopflow/schemas";

/** What the solver may take for granted where a condition stands. */
export interface World {
  /** IANA zone whose calendar the date operators count in. */
  readonly zone: string;
  /** Type of the event at hand, where there is one. */
  readonly event?: string;
  /** Tags of which a customer carries at most one at a time. */
  readonly exclusive: readonly ReadonlySet<string>[];
}

/** A world that knows the brand's exclusive tag groups, if the caller gave them. */
export const worldOf = (zone: string, taxonomy: Taxonomy | undefined): World => ({
  zone,
  exclusive: (taxonomy?.groups ?? []).filter((group) => group.exclusive).map((group) => new Set(group.tags)),
});

type Scalar = string | number | boolean;

/** What a fact can be. Everything that is absent is unknown, and then anything is possible. */
export interface Domain {
  readonly kind?: "string" | "number" | "boolean" | "date" | "list" | "clock";
  /** All values there are. */
  readonly values?: readonly Scalar[];
  /** Never missing. */
  readonly present: boolean;
  readonly integer?: boolean;
  readonly min?: number;
  readonly max?: number;
  readonly exclusive?: readonly ReadonlySet<string>[];
}

const ANYTHING: Domain = { present: false };

const CALENDAR: Readonly<Record<string, Domain>> = {
  weekday: { kind: "number", present: true, integer: true, min: 1, max: 7 },
  month: { kind: "number", present: true, integer: true, min: 1, max: 12 },
  day: { kind: "number", present: true, integer: true, min: 1, max: 31 },
  time: { kind: "clock", present: true },
};

/** Counted by the engine itself: whole and never negative. */
const COUNTED = /^(orders\.(.*\.)?count|contacts\..*d|referrals|activity\.daysSince)$/;
/** What people and imports write in there is not checked by type. */
const WRITTEN_BY_PEOPLE = /^(attributes|identities)\./;

/** What a fact at a path (without `$.`) can be; only what the engine itself guarantees. */
export function domainOf(fact: string, path: string, world: World): Domain {
  if (fact === "bucket") return { kind: "number", present: true, integer: true, min: 0, max: 9_999 };
  if (fact === "now") return CALENDAR[path] ?? ANYTHING;
  if (fact === "event" && path === "type" && world.event !== undefined && eventInfo(world.event) !== undefined) {
    return { kind: "string", present: true, values: [world.event] };
  }
  if (fact !== "customer" || WRITTEN_BY_PEOPLE.test(path)) return ANYTHING;
  const info = lookUpFact(fact, path);
  if (info?.kind === undefined) return ANYTHING;
  const present = info.guaranteed;
  if (info.kind === "list") {
    return { kind: "list", present, ...(path === "tags" && { exclusive: world.exclusive }) };
  }
  if (info.kind === "string" && info.values) return { kind: "string", present, values: info.values };
  if (info.kind === "number" && COUNTED.test(path)) return { kind: "number", present, integer: true, min: 0 };
  return { kind: info.kind, present };
}
