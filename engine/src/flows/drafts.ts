import type { Flow } from "@sopflow/schemas";
import { FLOW_SCHEMA, hasErrors } from "@sopflow/schemas";
import { parseFlow } from "../core/flow/index.js";
import { ConflictError, type FlowDraft } from "../store/index.js";
import { compileForBrand } from "./check-for-brand.js";
import { done, type FlowAnswer, refuse, refuseProblems } from "./flow-answer.js";
import { auditFlow, type FlowParts } from "./flow-parts.js";

/** Ids are at most so long (`flowIdSchema`); a suffix must still fit. */
const MAX_ID = 64;
const MAX_NAME = 80;

/** Stores a new flow from a file. It may have problems, but must have the shape of a flow. */
export async function createDraft(parts: FlowParts, file: unknown, by: string): Promise<FlowAnswer<FlowDraft>> {
  const { flow, diagnostics } = parseFlow(file);
  if (!flow || hasErrors(diagnostics)) return refuseProblems(diagnostics);
  const exists = () => refuse("flow.exists", { id: flow.id });
  if (await parts.store.flows.get(flow.id)) return exists();
  return store(parts, { flow, expectedRevision: 0, by, action: "create" }, exists);
}

/** Replaces a draft that is still at `revision`. */
export async function saveDraft(
  parts: FlowParts,
  flowId: string,
  file: unknown,
  revision: number,
  by: string,
  action = "save",
): Promise<FlowAnswer<FlowDraft>> {
  const { flow, diagnostics } = parseFlow(file);
  if (!flow || hasErrors(diagnostics)) return refuseProblems(diagnostics);
  if (flow.id !== flowId) {
    const problem = {
      zh: `文件的编号是“${flow.id}”，不是“${flowId}”`,
      en: `the file's id is "${flow.id}", not "${flowId}"`,
    };
    return refuse("request.invalid", { problem });
  }
  const known = await parts.store.flows.get(flowId);
  if (!known) return refuse("flow.not_found", { id: flowId });
  const conflict = async () => {
    const now = await parts.store.flows.get(flowId);
    return refuse("flow.revision_conflict", { revision: now?.revision ?? 0 });
  };
  // Revision 0 would mean "must not exist" to the store.
  if (known.revision !== revision) return conflict();
  return store(parts, { flow, expectedRevision: revision, by, action }, conflict);
}

interface Save {
  readonly flow: Flow;
  readonly expectedRevision: number;
  readonly by: string;
  readonly action: string;
}

async function store(
  parts: FlowParts,
  { flow, expectedRevision, by, action }: Save,
  conflict: () => FlowAnswer<FlowDraft> | Promise<FlowAnswer<FlowDraft>>,
): Promise<FlowAnswer<FlowDraft>> {
  try {
    const draft = await parts.store.flows.save({ flow, expectedRevision, at: parts.clock.now(), by });
    await auditFlow(parts, flow.id, { action, by, detail: { revision: draft.revision } });
    const { diagnostics } = await compileForBrand(parts, flow, false);
    return done(draft, diagnostics);
  } catch (error) {
    if (error instanceof ConflictError) return conflict();
    throw error;
  }
}

/** An empty canvas with a name. */
export async function createEmptyDraft(
  parts: FlowParts,
  { id, name }: { readonly id?: string | undefined; readonly name: string },
  by: string,
): Promise<FlowAnswer<FlowDraft>> {
  const own = id ?? (await freeId(parts, slugOf(name)));
  return createDraft(parts, { schema: FLOW_SCHEMA, id: own, name, nodes: [], edges: [] }, by);
}

/** A copy of a draft, under an id of its own. */
export async function duplicateDraft(
  parts: FlowParts,
  flowId: string,
  { id, name }: { readonly id?: string | undefined; readonly name?: string | undefined },
  by: string,
): Promise<FlowAnswer<FlowDraft>> {
  const draft = await parts.store.flows.get(flowId);
  if (!draft) return refuse("flow.not_found", { id: flowId });
  const own = id ?? (await freeId(parts, `${flowId.slice(0, MAX_ID - 9)}-copy`));
  const title = name ?? `${draft.flow.name.slice(0, MAX_NAME - 3)} 副本`;
  return createDraft(parts, { ...draft.flow, id: own, name: title }, by);
}

/** The first of `base`, `base-2`, `base-3` … that no flow has. */
export async function freeId({ store }: FlowParts, base: string): Promise<string> {
  const taken = new Set((await store.flows.list()).map(({ flowId }) => flowId));
  let id = base;
  for (let n = 2; taken.has(id); n += 1) id = `${base.slice(0, MAX_ID - 6)}-${n}`;
  return id;
}

/** An id from a name; names without Latin letters or digits give none. */
function slugOf(name: string): string {
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, MAX_ID - 6)
    .replace(/-+$/, "");
  return slug === "" ? "flow" : slug;
}
