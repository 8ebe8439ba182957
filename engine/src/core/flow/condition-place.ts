/** What a condition can read where it stands, beyond `customer` and `now`, which are everywhere. */
export interface ConditionPlace {
  /** The event that is at hand: its types (several where a list shares one condition), or none. */
  readonly event?: string;
  /** Inside a flow: `enrollment`, `task`, `tasks`. */
  readonly enrolled: boolean;
}

/** A trigger that looks at the customer alone. */
export const AUDIENCE_PLACE: ConditionPlace = { enrolled: false };
/** A node that looks at an enrollment without an event. */
export const NODE_PLACE: ConditionPlace = { enrolled: true };
/** A trigger's event: nobody has entered yet. */
export const triggerPlace = (event: string): ConditionPlace => ({ event, enrolled: false });
/** An event that reaches an enrollment: waits, exits, goals, cancellations. */
export const eventPlace = (event: string): ConditionPlace => ({ event, enrolled: true });
