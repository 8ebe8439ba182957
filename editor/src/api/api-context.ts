import { createContext, useContext } from "react";
import type { ApiClient } from "./api-client.js";

export const ApiContext = createContext<ApiClient | undefined>(undefined);

/** The client of this page. */
export function useApi(): ApiClient {
  const api = useContext(ApiContext);
  if (!api) throw new Error("useApi needs an ApiContext above it");
  return api;
}
