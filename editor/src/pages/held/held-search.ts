import { readText } from "../read-search.js";

export const PERIODS = ["7", "30", "all"] as const;

/** What is summed up, as it stands in the address. */
export interface HeldSearch {
  readonly flowId?: string;
  readonly advisorId?: string;
  readonly period?: (typeof PERIODS)[number];
}

export function readHeldSearch(search: Record<string, unknown>): HeldSearch {
  const flowId = readText(search.flowId);
  const advisorId = readText(search.advisorId);
  const period = PERIODS.find((one) => one === readText(search.period));
  return {
    ...(flowId !== undefined && { flowId }),
    ...(advisorId !== undefined && { advisorId }),
    ...(period !== undefined && { period }),
  };
}
