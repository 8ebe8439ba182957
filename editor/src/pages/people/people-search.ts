import { readText } from "../read-search.js";

export const PEOPLE_STATES = ["waiting", "active", "closing", "ended"] as const;

/** Which people of a flow, as it stands in the address. */
export interface PeopleSearch {
  readonly nodeId?: string;
  readonly state?: (typeof PEOPLE_STATES)[number];
  /** Those of one version only. */
  readonly version?: number;
}

export function readPeopleSearch(search: Record<string, unknown>): PeopleSearch {
  const state = PEOPLE_STATES.find((choice) => choice === search.state);
  const nodeId = readText(search.nodeId);
  const version = Number(search.version);
  return {
    ...(nodeId !== undefined && { nodeId }),
    ...(state && { state }),
    ...(Number.isInteger(version) && version > 0 && { version }),
  };
}
