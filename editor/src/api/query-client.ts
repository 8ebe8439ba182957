import { QueryClient } from "@tanstack/react-query";
import { ApiFailure } from "./api-failure.js";

/** Below this age an answer is shown without asking again, ms. */
const FRESH_MS = 10_000;
const MAX_RETRIES = 2;

/** Only what may pass by itself is asked for again; a refusal stays a refusal. */
export const shouldRetry = (count: number, error: unknown): boolean =>
  count < MAX_RETRIES && error instanceof ApiFailure && error.isPassing;

export const makeQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: { staleTime: FRESH_MS, retry: shouldRetry, networkMode: "always" },
      mutations: { retry: false, networkMode: "always" },
    },
  });
