import type { Impact, InsideChoice, InsideProgress, ResumeChoice } from "@sopflow/schemas";
import type { ApiClient } from "./api-client.js";
import type { FlowStateAnswer } from "./wire-types.js";

const at = (id: string, rest: string) => `/v1/flows/${encodeURIComponent(id)}${rest}`;

/** What publishing the saved draft with these choices would mean for the people inside. */
export const loadImpact = (api: ApiClient, id: string, choices: readonly InsideChoice[]): Promise<Impact> =>
  api.call("POST", at(id, "/impact"), { body: { choices } });

export const loadInside = (api: ApiClient, id: string): Promise<{ readonly items: readonly InsideProgress[] }> =>
  api.call("GET", at(id, "/inside"));

export const resumeFlow = (api: ApiClient, id: string, how: ResumeChoice): Promise<FlowStateAnswer> =>
  api.call("POST", at(id, "/resume"), { body: how });

export const archiveFlow = (api: ApiClient, id: string, people: "finish" | "exit"): Promise<FlowStateAnswer> =>
  api.call("POST", at(id, "/archive"), { body: { people } });

const enrollment = (customerId: string, enrollmentId: string) =>
  `/v1/customers/${encodeURIComponent(customerId)}/enrollments/${encodeURIComponent(enrollmentId)}`;

export interface PersonInside {
  readonly customerId: string;
  readonly enrollmentId: string;
}

export const exitEnrollment = (api: ApiClient, person: PersonInside, note: string): Promise<unknown> =>
  api.call("POST", `${enrollment(person.customerId, person.enrollmentId)}/exit`, { body: { note } });

export const moveEnrollment = (api: ApiClient, person: PersonInside, nodeId: string, note: string): Promise<unknown> =>
  api.call("POST", `${enrollment(person.customerId, person.enrollmentId)}/move`, { body: { nodeId, note } });
