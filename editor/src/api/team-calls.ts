import type { ApiClient } from "./api-client.js";
import type { NudgeAnswer, TaskActionAnswer, Team } from "./wire-types.js";

/** How every advisor's day stands. */
export const loadTeam = (api: ApiClient): Promise<Team> => api.call("GET", "/v1/team");

/** Reminds an advisor of open tasks, at most once an hour; without a text in the product's own words. */
export const nudgeAdvisor = (api: ApiClient, advisorId: string, text: string | undefined): Promise<NudgeAnswer> =>
  api.call("POST", `/v1/team/${encodeURIComponent(advisorId)}/nudge`, { body: text === undefined ? {} : { text } });

/** Hands an open task to another advisor. Taken at once, on the task a moment later. */
export const assignTask = (api: ApiClient, taskId: string, advisorId: string): Promise<TaskActionAnswer> =>
  api.call("POST", `/v1/tasks/${encodeURIComponent(taskId)}/assign`, { body: { advisorId } });
