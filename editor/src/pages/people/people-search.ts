export const PEOPLE_STATES = ["active", "closing", "ended"] as const;

/** Which people of a flow, as it stands in the address. */
export interface PeopleSearch {
  readonly nodeId?: string;
  readonly state?: (typeof PEOPLE_STATES)[number];
}

export function readPeopleSearch({ nodeId, state }: Record<string, unknown>): PeopleSearch {
  const known = PEOPLE_STATES.find((s) => s === state);
  return { ...(typeof nodeId === "string" && nodeId !== "" && { nodeId }), ...(known && { state: known }) };
}
