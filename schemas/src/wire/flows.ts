import { z } from "zod";
import { diagnosticSchema } from "../diagnostic.js";
import { flowSchema } from "../flow/flow.js";
import { flowIdSchema, msSchema, partIdSchema } from "../primitives.js";
import { taskStateSchema } from "../task.js";
import { describedBy } from "./described-by.js";
import { insideChoicesSchema, resumeBodySchema } from "./inside.js";
import { listOf, pageLimitSchema, pageOf } from "./paging.js";
import { stepNamesShape } from "./step-names.js";

/** `draft`: never published. The others are those of the newest version. */
export const wireFlowStateSchema = z.enum(["draft", "live", "paused", "archived"]);

export const flowParamsSchema = z.object({ id: flowIdSchema });
export const flowVersionParamsSchema = z.object({ id: flowIdSchema, version: z.coerce.number().int().min(1) });

/** A row of the list of flows. */
export const flowSummarySchema = z.object({
  flowId: z.string(),
  name: z.string(),
  description: z.string().optional(),
  state: wireFlowStateSchema,
  revision: z.int(),
  publishedVersion: z.int().optional(),
  updatedAt: msSchema,
  updatedBy: z.string(),
  nodes: z.int(),
  /** People on the way now, over all versions. */
  people: z.int(),
  /** Open tasks, and those of them that are due before the end of today in the brand's zone. */
  openTasks: z.int(),
  dueToday: z.int(),
  /** Errors in the draft that keep it from being published. */
  problems: z.int(),
});
export type FlowSummary = z.infer<typeof flowSummarySchema>;
export const flowListSchema = listOf(flowSummarySchema);

/** The draft of a flow; `revision` is what the next save names in `If-Match`. */
export const flowDraftSchema = z.object({
  flowId: z.string(),
  flow: flowSchema,
  revision: z.int(),
  updatedAt: msSchema,
  updatedBy: z.string(),
  state: wireFlowStateSchema,
  publishedVersion: z.int().optional(),
});
export type WireFlowDraft = z.infer<typeof flowDraftSchema>;

/** A draft with what is worth knowing about it; problems do not keep it from being saved. */
export const savedFlowSchema = flowDraftSchema.extend({ diagnostics: z.array(diagnosticSchema) });
export type SavedFlow = z.infer<typeof savedFlowSchema>;

/** A flow file as it comes in. Its shape is checked by the flow service, which lists every problem at once. */
export const flowFileBodySchema = describedBy(flowSchema);

/** A new flow: from a file, from a template, or an empty canvas with a name. */
export const createFlowBodySchema = z.union([
  z.strictObject({ flow: flowFileBodySchema }),
  z.strictObject({
    template: z.string().min(1).max(64),
    id: flowIdSchema.optional(),
    name: z.string().min(1).max(80).optional(),
  }),
  z.strictObject({ name: z.string().min(1).max(80), id: flowIdSchema.optional() }),
]);
export type CreateFlowBody = z.infer<typeof createFlowBodySchema>;

/** `If-Match` wins over `revision`; one of them is required. */
export const saveFlowBodySchema = z.strictObject({ flow: flowFileBodySchema, revision: z.int().min(0).optional() });
export const flowBodySchema = z.strictObject({ flow: flowFileBodySchema });
export const duplicateFlowBodySchema = z.strictObject({
  id: flowIdSchema.optional(),
  name: z.string().min(1).max(80).optional(),
});
export const renameFlowBodySchema = z.strictObject({
  name: z.string().min(1).max(80),
  revision: z.int().min(0).optional(),
});
/**
 * Publishes the draft; with `revision` only if it is still that one. `choices`: what becomes of people in earlier
 * versions, where it is not the default. `resume`: how a paused flow goes on.
 */
export const publishFlowBodySchema = z.strictObject({
  revision: z.int().min(0).optional(),
  choices: insideChoicesSchema.optional(),
  resume: resumeBodySchema.optional(),
});

export const diagnosticsAnswerSchema = z.object({ ok: z.boolean(), diagnostics: z.array(diagnosticSchema) });
export type DiagnosticsAnswer = z.infer<typeof diagnosticsAnswerSchema>;

/** FLOW-FORMAT §6. `rules` is what json-rules-engine takes unchanged. */
export const compiledFlowSchema = z.object({
  flowId: z.string(),
  version: z.int(),
  hash: z.string(),
  rules: z.array(z.record(z.string(), z.unknown())),
  plan: z.record(z.string(), z.unknown()),
});
export const compileAnswerSchema = diagnosticsAnswerSchema.extend({ compiled: compiledFlowSchema.optional() });

export const flowVersionSummarySchema = z.object({
  version: z.int(),
  hash: z.string(),
  publishedAt: msSchema,
  publishedBy: z.string(),
  /** People standing in this version now. */
  people: z.int(),
});
export const flowVersionListSchema = listOf(flowVersionSummarySchema);
export const flowVersionSchema = flowVersionSummarySchema.extend({ flow: flowSchema, compiled: compiledFlowSchema });

const textSchema = z.object({ zh: z.string(), en: z.string() });
/** A flow that a lead may start from. `purpose` says what it is for. */
export const flowTemplateSchema = z.object({ id: z.string(), name: textSchema, purpose: textSchema, flow: flowSchema });
export const flowTemplateListSchema = listOf(flowTemplateSchema);

/** What a state change answers; publishing also says what it warns of. */
export const flowStateAnswerSchema = z.object({
  flowId: z.string(),
  state: wireFlowStateSchema,
  publishedVersion: z.int().optional(),
  diagnostics: z.array(diagnosticSchema).optional(),
});

export const enrollmentQuerySchema = z.strictObject({
  version: z.coerce.number().int().min(1).optional(),
  nodeId: partIdSchema.optional(),
  state: z.enum(["waiting", "active", "closing", "ended"]).optional(),
  limit: pageLimitSchema,
  /** `next` of the previous page. */
  after: z.string().max(400).optional(),
});
export const wireEnrollmentSchema = z.object({
  id: z.string(),
  customerId: z.string(),
  customerName: z.string().optional(),
  advisorId: z.string().optional(),
  flowId: z.string(),
  version: z.int(),
  nodeId: z.string(),
  /** `waiting`: for its turn to enter, at a throttled trigger. */
  state: z.enum(["waiting", "active", "closing", "ended"]),
  enteredAt: msSchema,
  since: msSchema,
  reason: z.string().optional(),
  ...stepNamesShape,
});
/** `total`: how many there are on all pages; only on the first. */
export const enrollmentPageSchema = pageOf(wireEnrollmentSchema).extend({ total: z.int().optional() });

/** People and counts of a flow, as the canvas shows them. One `live` message of the stream holds one of these. */
export const flowLiveSchema = z.object({
  flowId: z.string(),
  at: msSchema,
  state: wireFlowStateSchema,
  publishedVersion: z.int().optional(),
  /** Totals since publishing, by version, node, metric and key (port, exit reason …). */
  counters: z.array(
    z.object({ version: z.int(), nodeId: z.string(), metric: z.string(), key: z.string(), count: z.number() }),
  ),
  standing: z.array(
    z.object({
      version: z.int(),
      nodeId: z.string(),
      state: z.enum(["waiting", "active", "closing"]),
      count: z.int(),
    }),
  ),
  /** Tasks by step and state, of all versions: as many as the list of tasks has. */
  tasks: z.array(z.object({ nodeId: z.string(), state: taskStateSchema, count: z.int() })),
  openTasks: z.int(),
});
export type FlowLive = z.infer<typeof flowLiveSchema>;
