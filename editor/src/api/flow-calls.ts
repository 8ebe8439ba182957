import type {
  CreateFlowBody,
  DiagnosticsAnswer,
  FlowFile,
  InsideChoice,
  ResumeChoice,
  SavedFlow,
  StepNumber,
  StepTracePage,
} from "@sopflow/schemas";
import type { ApiClient } from "./api-client.js";
import type {
  CompileAnswer,
  EnrollmentPage,
  FlowList,
  FlowStateAnswer,
  FlowTemplateList,
  FlowVersionDetail,
  FlowVersionList,
} from "./wire-types.js";

const at = (id: string, rest = "") => `/v1/flows/${encodeURIComponent(id)}${rest}`;

export const loadFlows = (api: ApiClient): Promise<FlowList> => api.call("GET", "/v1/flows");
export const loadTemplates = (api: ApiClient): Promise<FlowTemplateList> => api.call("GET", "/v1/templates");
export const loadFlow = (api: ApiClient, id: string): Promise<SavedFlow> => api.call("GET", at(id));

export const createFlow = (api: ApiClient, body: CreateFlowBody): Promise<SavedFlow> =>
  api.call("POST", "/v1/flows", { body });

/** Fails with `flow.revision_conflict` when somebody else saved since `revision`. */
export const saveFlow = (api: ApiClient, id: string, flow: FlowFile, revision: number): Promise<SavedFlow> =>
  api.call("PUT", at(id), { body: { flow, revision } });

export const renameFlow = (api: ApiClient, id: string, name: string, revision: number): Promise<SavedFlow> =>
  api.call("POST", at(id, "/rename"), { body: { name, revision } });
export const duplicateFlow = (api: ApiClient, id: string, name?: string): Promise<SavedFlow> =>
  api.call("POST", at(id, "/duplicate"), { body: name === undefined ? {} : { name } });

/** Everything wrong with a file, whatever the file is. */
export const validateFlowFile = (api: ApiClient, flow: unknown): Promise<DiagnosticsAnswer> =>
  api.call("POST", "/v1/flows/validate", { body: { flow } });
export const compileFlowFile = (api: ApiClient, flow: unknown): Promise<CompileAnswer> =>
  api.call("POST", "/v1/flows/compile", { body: { flow } });

export interface PublishOptions {
  readonly revision: number;
  /** What becomes of people in earlier versions, where it is not the default. */
  readonly choices?: readonly InsideChoice[];
  /** How a paused flow goes on. */
  readonly resume?: ResumeChoice;
}
export const publishFlow = (api: ApiClient, id: string, options: PublishOptions): Promise<FlowStateAnswer> =>
  api.call("POST", at(id, "/publish"), { body: options });
export const pauseFlow = (api: ApiClient, id: string): Promise<FlowStateAnswer> =>
  api.call("POST", at(id, "/pause"), { body: {} });

export const loadVersions = (api: ApiClient, id: string): Promise<FlowVersionList> =>
  api.call("GET", at(id, "/versions"));
export const loadVersion = (api: ApiClient, id: string, version: number): Promise<FlowVersionDetail> =>
  api.call("GET", at(id, `/versions/${version}`));
export const restoreVersion = (api: ApiClient, id: string, version: number): Promise<SavedFlow> =>
  api.call("POST", at(id, `/versions/${version}/restore`), { body: {} });

export interface EnrollmentFilter {
  readonly version?: number | undefined;
  readonly nodeId?: string | undefined;
  readonly state?: "waiting" | "active" | "closing" | "ended" | undefined;
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
}
export const loadEnrollments = (api: ApiClient, id: string, filter: EnrollmentFilter): Promise<EnrollmentPage> =>
  api.call("GET", at(id, "/enrollments"), { query: { ...filter } });

export interface StepTraceFilter {
  readonly what: StepNumber;
  readonly port?: string | undefined;
  readonly arm?: string | undefined;
  readonly version?: number | undefined;
  readonly after?: string | undefined;
}
/** The list behind a number of a step, newest first. */
export const loadStepTrace = (
  api: ApiClient,
  id: string,
  nodeId: string,
  filter: StepTraceFilter,
): Promise<StepTracePage> =>
  api.call("GET", at(id, `/steps/${encodeURIComponent(nodeId)}/trace`), { query: { ...filter } });

/** Address of the live numbers of a flow, for `openLiveStream`. */
export const liveAddress = (id: string): string => at(id, "/live");
