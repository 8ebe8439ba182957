import type { Diagnostic, Forecast, Impact, InsideChoice, InsideProgress, ResumeChoice } from "@sopflow/schemas";
import type { CompileResult } from "../core/flow/index.js";
import type { FlowDraft, FlowVersion } from "../store/index.js";
import { changeState } from "./change-state.js";
import { compileForBrand } from "./check-for-brand.js";
import { createDraft, createEmptyDraft, duplicateDraft, saveDraft } from "./drafts.js";
import { type FlowAnswer, refuse } from "./flow-answer.js";
import type { FlowParts } from "./flow-parts.js";
import { forecastFlow } from "./forecast/forecast-flow.js";
import { forecastInThread } from "./forecast/forecast-in-thread.js";
import { createFromTemplate, type TemplateChoice } from "./from-template.js";
import { assessImpact } from "./inside/assess-impact.js";
import { insideProgress } from "./inside/inside-progress.js";
import { type PublishOptions, publishDraft } from "./publish-flow.js";

interface NewNames {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
}

/** Everything a lead does with flows. `by` goes into the audit log. */
export interface FlowService {
  /** From a file, which brings its id; problems are kept, an unreadable file is refused. */
  create(flow: unknown, by: string): Promise<FlowAnswer<FlowDraft>>;
  createEmpty(
    options: { readonly id?: string | undefined; readonly name: string },
    by: string,
  ): Promise<FlowAnswer<FlowDraft>>;
  fromTemplate(choice: TemplateChoice, by: string): Promise<FlowAnswer<FlowDraft>>;
  duplicate(flowId: string, names: NewNames, by: string): Promise<FlowAnswer<FlowDraft>>;
  rename(flowId: string, name: string, revision: number, by: string): Promise<FlowAnswer<FlowDraft>>;
  /** `revision` is that of the draft it was made from. */
  save(flowId: string, flow: unknown, revision: number, by: string): Promise<FlowAnswer<FlowDraft>>;
  /** What keeps the flow from running as it is; what does not run yet is a warning. */
  validate(flow: unknown): Promise<readonly Diagnostic[]>;
  compile(flow: unknown): Promise<CompileResult>;
  /** The next version, live. With `revision` only if the draft is still that one. */
  publish(flowId: string, options: PublishOptions, by: string): Promise<FlowAnswer<FlowVersion>>;
  /** What publishing the draft with these choices would mean for the people inside. */
  impact(flowId: string, choices?: readonly InsideChoice[]): Promise<FlowAnswer<Impact>>;
  /** Tasks of the next days by day and advisor, as things are. */
  forecast(): Promise<Forecast>;
  /** The same if the draft were published with these choices. */
  forecastWith(flowId: string, choices?: readonly InsideChoice[]): Promise<FlowAnswer<Forecast>>;
  /** How far moves, exits and wake-ups of the people inside are. */
  inside(flowId: string): Promise<InsideProgress[]>;
  pause(flowId: string, by: string): Promise<FlowAnswer<FlowDraft>>;
  /** Default `run`: what the pause made late is done at once. */
  resume(flowId: string, by: string, how?: ResumeChoice): Promise<FlowAnswer<FlowDraft>>;
  /** Default `finish`: the people inside go their way to its end. */
  archive(flowId: string, by: string, people?: "finish" | "exit"): Promise<FlowAnswer<FlowDraft>>;
  /** Oldest first. */
  versions(flowId: string): Promise<FlowVersion[]>;
  /** Makes a published version the draft again; what runs does not change. */
  restore(flowId: string, version: number, by: string): Promise<FlowAnswer<FlowDraft>>;
}

/** Drafts, versions and states of flows. Changes of one process are made one after another. */
export function createFlowService(parts: FlowParts): FlowService {
  const { store } = parts;
  const inTurn = createTurns();
  return {
    create: (flow, by) => inTurn(() => createDraft(parts, flow, by)),
    createEmpty: (options, by) => inTurn(() => createEmptyDraft(parts, options, by)),
    fromTemplate: (choice, by) => inTurn(() => createFromTemplate(parts, choice, by)),
    duplicate: (flowId, names, by) => inTurn(() => duplicateDraft(parts, flowId, names, by)),
    rename: (flowId, name, revision, by) =>
      inTurn(async () => {
        const draft = await store.flows.get(flowId);
        if (!draft) return refuse("flow.not_found", { id: flowId });
        return saveDraft(parts, flowId, { ...draft.flow, name }, revision, by, "rename");
      }),
    save: (flowId, flow, revision, by) => inTurn(() => saveDraft(parts, flowId, flow, revision, by)),
    validate: async (flow) => (await compileForBrand(parts, flow, false)).diagnostics,
    compile: (flow) => compileForBrand(parts, flow, false),
    publish: (flowId, options, by) => inTurn(() => publishDraft(parts, flowId, options, by)),
    impact: (flowId, choices) => assessImpact(parts, flowId, choices),
    forecast: oneAtATime(() => forecastInThread(parts)),
    forecastWith: (flowId, choices) => forecastFlow(parts, flowId, choices),
    inside: (flowId) => insideProgress(store, flowId),
    pause: (flowId, by) => inTurn(() => changeState(parts, flowId, { change: "pause" }, by)),
    resume: (flowId, by, how = { mode: "run" }) =>
      inTurn(() => changeState(parts, flowId, { change: "resume", ...how }, by)),
    archive: (flowId, by, people = "finish") =>
      inTurn(() => changeState(parts, flowId, { change: "archive", people }, by)),
    versions: (flowId) => store.flows.versions(flowId),
    restore: (flowId, version, by) =>
      inTurn(async () => {
        const draft = await store.flows.get(flowId);
        if (!draft) return refuse("flow.not_found", { id: flowId });
        const found = await store.flows.version(flowId, version);
        if (!found) return refuse("flow.version_not_found", { id: flowId, version });
        return saveDraft(parts, flowId, found.flow, draft.revision, by, "restore");
      }),
  };
}

/** Runs one piece of work after the other: a check and the write that rests on it stay together. */
function createTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work);
    last = next.catch(() => {});
    return next;
  };
}

/** Who asks while the answer is being worked out gets the same one. */
function oneAtATime<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => {
    running ??= work().finally(() => {
      running = undefined;
    });
    return running;
  };
}
