import type { Clock, FlowDraft, Store } from "@sopflow/engine";
import { compileFlow, localDayNumber, startOfLocalDay } from "@sopflow/engine/core";
import { type BrandSettings, type FlowSummary, hasErrors } from "@sopflow/schemas";
import { brandSettings } from "../brand/brand-settings.js";

/** The list of flows with what a lead wants to see at a glance. From projections: no customer is read. */
export function createFlowList({ store, clock }: { readonly store: Store; readonly clock: Clock }) {
  const problemsOf = createProblemCount();
  return async (): Promise<FlowSummary[]> => {
    const [drafts, settings, brandRevision] = await Promise.all([
      store.flows.list(),
      brandSettings(store),
      store.brand.revision(),
    ]);
    const dueBefore = endOfToday(settings.timezone, clock.now());
    return Promise.all(
      drafts.map(async (draft): Promise<FlowSummary> => {
        const { flowId, flow, state, revision, publishedVersion, updatedAt, updatedBy } = draft;
        const open = { flowId, states: ["open"] } as const;
        const [standing, openTasks, dueToday] = await Promise.all([
          store.readSide.standing(flowId),
          store.tasks.count(open),
          store.tasks.count({ ...open, dueBefore }),
        ]);
        return {
          flowId,
          name: flow.name,
          ...(flow.description !== undefined && { description: flow.description }),
          state,
          revision,
          ...(publishedVersion !== undefined && { publishedVersion }),
          updatedAt,
          updatedBy,
          nodes: flow.nodes.length,
          people: standing.reduce((sum, row) => sum + (row.state === "active" ? row.count : 0), 0),
          openTasks,
          dueToday,
          problems: problemsOf(draft, settings, brandRevision, clock.now()),
        };
      }),
    );
  };
}

const endOfToday = (zone: string, now: number): number => startOfLocalDay(zone, localDayNumber(zone, now) + 1);

/** Compiling costs a few milliseconds a flow, so a draft is looked at once for each of its revisions. */
function createProblemCount() {
  const known = new Map<string, { readonly mark: string; readonly count: number }>();
  return (draft: FlowDraft, settings: BrandSettings, brandRevision: number, now: number): number => {
    const mark = `${draft.revision}/${draft.publishedVersion ?? 0}/${brandRevision}`;
    const found = known.get(draft.flowId);
    if (found?.mark === mark) return found.count;
    const version = (draft.publishedVersion ?? 0) + 1;
    const { diagnostics } = compileFlow(draft.flow, { version, now, attributes: settings.attributes, publish: true });
    const count = diagnostics.filter((d) => hasErrors([d])).length;
    known.set(draft.flowId, { mark, count });
    return count;
  };
}
