import { type Condition, isLeaf, type Json, type Where } from "@sopflow/schemas";

/** An event that a node raises; `props` holds only what its parameters settle. */
export interface RaisedEvent {
  readonly type: string;
  readonly props: Readonly<Record<string, Json>>;
}

/** What a node waits for: an event that lets an enrollment leave by a port. */
export interface Listener {
  readonly event: string;
  readonly where: Where;
  readonly port: string;
}

/** Whether the listener could match; in doubt it could. */
export const mayHear = (listener: Listener, { type, props }: RaisedEvent): boolean =>
  listener.event === type && !rulesOut(listener.where, props);

/** True when a condition that must hold compares a known property with something else. */
function rulesOut(condition: Condition, props: RaisedEvent["props"]): boolean {
  if (!isLeaf(condition)) return "all" in condition && condition.all.some((part) => rulesOut(part, props));
  const [, name] = /^\$\.props\.([^.]+)$/.exec(condition.path ?? "") ?? [];
  if (condition.fact !== "event" || name === undefined || !Object.hasOwn(props, name)) return false;
  const { operator, value } = condition;
  if (operator === "equal") return typeof value !== "object" && value !== props[name];
  return operator === "in" && Array.isArray(value) && !value.some((item) => item === props[name]);
}
