/** What brought a rule into question; the `input` fact. */
export const RULE_INPUTS = ["arrive", "event", "timer", "result"] as const;
export type RuleInput = (typeof RULE_INPUTS)[number];

/**
 * What conditions may read. `at` (logical epoch ms) and `zone` (IANA) are not facts: the date operators use them.
 * A fact holds data, never a function; it may be lazy (an object of a class with getters), so nothing may enumerate or
 * copy it.
 */
export interface Facts {
  readonly customer: unknown;
  readonly event?: unknown;
  readonly enrollment?: unknown;
  readonly task?: unknown;
  readonly tasks?: unknown;
  readonly now: unknown;
  readonly position?: string | undefined;
  readonly input?: RuleInput | undefined;
  /** 0..9999, stable for customer and experiment; without an experiment that of the flow and node at hand. */
  bucket(experiment?: string): number;
  readonly at: number;
  readonly zone: string;
}

/** Facts that conditions name and that take no parameters. */
export const PLAIN_FACTS = [
  "customer",
  "event",
  "enrollment",
  "task",
  "tasks",
  "now",
  "position",
  "input",
] as const satisfies (keyof Facts)[];
export type PlainFact = (typeof PLAIN_FACTS)[number];

export const isPlainFact = (name: string): name is PlainFact => PLAIN_FACTS.some((fact) => fact === name);
