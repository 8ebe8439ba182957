import type { Forecast, InsideChoice } from "@sopflow/schemas";
import type { ApiClient } from "./api-client.js";

/** The tasks that the team can expect as things are. */
export const loadTeamForecast = (api: ApiClient): Promise<Forecast> => api.call("GET", "/v1/team/forecast");

/** The same if the saved draft were published with these choices. */
export const loadDraftForecast = (api: ApiClient, id: string, choices: readonly InsideChoice[]): Promise<Forecast> =>
  api.call("POST", `/v1/flows/${encodeURIComponent(id)}/forecast`, { body: { choices } });
