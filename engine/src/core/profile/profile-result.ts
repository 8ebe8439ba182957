import type { AttributeValue, BrandSettings, Customer, JsonObject, Product, Taxonomy } from "@sopflow/schemas";

/** What of the context events need to update a profile; a `Context` of the journey fits. */
export interface ProfileContext {
  readonly settings: BrandSettings;
  readonly products: ReadonlyMap<string, Product>;
  readonly taxonomy: Taxonomy;
}

/** The part of an event that profiles read. `at` is when it happened, epoch ms. */
export interface ProfileEvent {
  readonly id: string;
  readonly type: string;
  readonly at: number;
  readonly props: JsonObject;
  readonly source?: string;
}

/** An event that a change of the profile raises; step gives it id, cause and depth. */
export interface RaisedEvent {
  readonly type: "tag.added" | "tag.removed" | "profile.changed";
  readonly props: JsonObject;
}

export const PROFILE_PROBLEMS = [
  "profile.attribute_unknown", // the brand has no such attribute
  "profile.attribute_type", // the value is not of the attribute's type
  "profile.attribute_limit", // too many attributes, or too large
  "profile.tag_limit", // too many tags
  "profile.value_refused", // a field that the profile cannot take
  "profile.order_incomplete", // an order without id or amount
] as const;
export type ProfileProblemCode = (typeof PROFILE_PROBLEMS)[number];

/** Something in an event that was not taken over. The rest of the event was. */
export interface ProfileProblem {
  readonly code: ProfileProblemCode;
  readonly field: string;
  /** What to do about it. */
  readonly message: string;
}

export interface ProfileResult {
  /** `tag.added`, `tag.removed`, and at most one `profile.changed {changed[], …new values, previous{}}`. */
  readonly raised: readonly RaisedEvent[];
  readonly problems: readonly ProfileProblem[];
  /** Names of what changed: "orders", "replenish", "tags", "tier", "attributes.birthday", … */
  readonly changed: ChangedNames;
  /** This event ended the last friendship: every flow is exited (FLOW-FORMAT §4.8). */
  readonly lastAdvisorRemoved: boolean;
  /** This event set do_not_disturb: every flow is exited (FLOW-FORMAT §4.8). */
  readonly doNotDisturb: boolean;
}

/** Fields whose change is told in `profile.changed`. */
type ToldField =
  | "advisorId"
  | "stage"
  | "tier"
  | "priceSensitivity"
  | "activityLevel"
  | "name"
  | "salutation"
  | "bound";

/** Names, each once. A list and not a set: an input changes none or a few, and making a set costs more than they do. */
export class ChangedNames implements Iterable<string> {
  #names: string[] | undefined;

  get size(): number {
    return this.#names?.length ?? 0;
  }

  has(name: string): boolean {
    return this.#names?.includes(name) ?? false;
  }

  add(name: string): void {
    if (this.#names === undefined) this.#names = [name];
    else if (!this.#names.includes(name)) this.#names.push(name);
  }

  [Symbol.iterator](): Iterator<string> {
    return (this.#names ?? NONE)[Symbol.iterator]();
  }
}

const NONE: never[] = [];

/** Collects what one input does to one profile. */
export class ProfileChanges implements ProfileResult {
  readonly changed = new ChangedNames();
  lastAdvisorRemoved = false;
  doNotDisturb = false;
  #raised: RaisedEvent[] | undefined;
  #problems: ProfileProblem[] | undefined;
  #told: { [key: string]: AttributeValue | null } | undefined;
  #toldBefore: { [key: string]: AttributeValue | null } | undefined;

  /** `told: false` for what the event itself says: it is matched as the event it is and not raised again. */
  constructor(readonly tellsSetFields: boolean) {}

  get raised(): readonly RaisedEvent[] {
    return this.#raised ?? NONE;
  }

  get problems(): readonly ProfileProblem[] {
    return this.#problems ?? NONE;
  }

  raise(type: RaisedEvent["type"], props: JsonObject): void {
    this.#raised ??= [];
    this.#raised.push({ type, props });
  }

  problem(code: ProfileProblemCode, field: string, message: string): void {
    this.#problems ??= [];
    this.#problems.push({ code, field, message });
  }

  /** A field took a new value. */
  note(
    field: ToldField | `attributes.${string}`,
    before: AttributeValue | undefined,
    after: AttributeValue | undefined,
    derived: boolean,
  ): void {
    this.changed.add(field);
    if (!derived && !this.tellsSetFields) return;
    this.#told ??= {};
    this.#toldBefore ??= {};
    if (!(field in this.#told)) this.#toldBefore[field] = before ?? null; // no field is named like what objects inherit
    this.#told[field] = after ?? null;
  }

  /** Raises the one `profile.changed` of this input, after everything else. */
  finish(): this {
    if (this.#told !== undefined) {
      const props: JsonObject = { changed: Object.keys(this.#told) };
      nestInto(props, this.#told);
      props.previous = nestInto({}, this.#toldBefore ?? {});
      this.raise("profile.changed", props);
      this.#told = undefined;
    }
    return this;
  }
}

/** Adds values to `fields`; `attributes.x` becomes `{attributes: {x}}`, so that conditions reach it by path. */
function nestInto(fields: JsonObject, flat: { readonly [key: string]: AttributeValue | null }): JsonObject {
  let attributes: JsonObject | undefined;
  for (const key in flat) {
    const value = flat[key] ?? null;
    if (!key.startsWith("attributes.")) {
      fields[key] = value;
      continue;
    }
    attributes ??= {};
    attributes[key.slice("attributes.".length)] = value;
  }
  if (attributes !== undefined) fields.attributes = attributes;
  return fields;
}

/** Sets a field whose change is told; true when it was another value. */
export function setField<K extends ToldField & keyof Customer>(
  customer: Customer,
  field: K,
  value: Customer[K],
  changes: ProfileChanges,
  derived: boolean,
): boolean {
  const before = customer[field];
  if (before === value) return false;
  if (value === undefined) delete customer[field];
  else customer[field] = value;
  changes.note(field, before, value, derived);
  return true;
}
