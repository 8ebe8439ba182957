import type { Flow, Impact, ImpactPlace, InsideChoice } from "@sopflow/schemas";
import { canonicalJson, type Plan } from "../../core/flow/index.js";
import { definitionOf } from "../../core/nodes/registry.js";
import type { FlowDraft } from "../../store/index.js";
import { compileForBrand } from "../check-for-brand.js";
import { done, type FlowAnswer, refuse, refuseProblems } from "../flow-answer.js";
import type { FlowParts } from "../flow-parts.js";
import { liveAsIs } from "../live-as-is.js";
import { forecastInside } from "./forecast-inside.js";
import { unfinishedWork } from "./inside-progress.js";
import { canStandOn, type Place, placesInside } from "./plan-inside.js";

/**
 * What publishing a draft would mean for the people inside (FLOW-FORMAT §5): each node with people on it, and each altered
 * or removed one that people can still come to. From projections, and a bounded number of customers for the tasks of the
 * next days: no publish scans customer documents.
 */
export async function assessImpact(
  parts: FlowParts,
  flowId: string,
  choices?: readonly InsideChoice[],
): Promise<FlowAnswer<Impact>> {
  const { store } = parts;
  const draft = await store.flows.get(flowId);
  if (!draft) return refuse("flow.not_found", { id: flowId });
  const { compiled, diagnostics } = await compileForBrand(parts, draft.flow, true);
  if (!compiled) return refuseProblems(diagnostics);
  const { places, refused } = await placesInside(store, flowId, compiled.plan, choices);
  if (refused) return refused;
  const moving = await unfinishedWork(store, draft);
  const live = await liveAsIs(parts, draft);
  const people = places.reduce((sum, place) => sum + place.people, 0);
  const forecast = people === 0 || live ? undefined : await forecastInside(parts, draft, compiled, places);
  const { publishedVersion } = draft;
  return done(
    {
      flowId,
      revision: draft.revision,
      ...(publishedVersion === undefined ? {} : { publishedVersion }),
      nextVersion: live?.version ?? compiled.version,
      isLive: live !== undefined,
      changes: await changesSince(parts, draft, compiled.plan),
      people,
      places: live ? [] : shown(places),
      targets: targetsIn(draft.flow, compiled.plan),
      ...(forecast && { forecast }),
      ...(moving && { moving }),
    },
    diagnostics,
  );
}

async function changesSince({ store }: FlowParts, draft: FlowDraft, next: Plan): Promise<Impact["changes"]> {
  const { flowId, publishedVersion } = draft;
  const newest = publishedVersion === undefined ? undefined : await store.flows.version(flowId, publishedVersion);
  const before = newest?.compiled.plan;
  const text = (node: unknown) => canonicalJson(JSON.parse(JSON.stringify([node])));
  const ids = Object.keys(next.nodes);
  return {
    added: ids.filter((id) => !before?.nodes[id]),
    changed: ids.filter((id) => before?.nodes[id] && text(before.nodes[id]) !== text(next.nodes[id])),
    removed: Object.keys(before?.nodes ?? {}).filter((id) => !next.nodes[id]),
    settings: before !== undefined && text(before.settings) !== text(next.settings),
  };
}

/** Nodes with people, and altered ones that people stand before. */
function shown(places: readonly Place[]): ImpactPlace[] {
  const upstream = upstreamOf(places);
  return places.flatMap((place): ImpactPlace[] => {
    const { version, nodeId, plan, change, people, choice, defaultChoice } = place;
    const before = upstream.get(place) ?? 0;
    if (people === 0 && (change === "same" || before === 0)) return [];
    return [{ ...nameOf(plan, nodeId), version, change, people, upstream: before, choice, defaultChoice }];
  });
}

const nameOf = (plan: Plan, nodeId: string) => {
  const node = plan.nodes[nodeId];
  const { label } = node ?? {};
  return { nodeId, nodeType: node?.type ?? "", ...(label === undefined || label === "" ? {} : { nodeTitle: label }) };
};

/** How many people stand where a path leads from to each place. */
function upstreamOf(places: readonly Place[]): Map<Place, number> {
  const byKey = new Map(places.map((place) => [`${place.version}/${place.nodeId}`, place]));
  const counts = new Map<Place, number>();
  for (const start of places) {
    if (start.people === 0) continue;
    const seen = new Set([start]);
    const open = [start];
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      for (const target of Object.values(place.plan.nodes[place.nodeId]?.next ?? {})) {
        const next = target === null ? undefined : byKey.get(`${place.version}/${target}`);
        if (!next || seen.has(next)) continue;
        seen.add(next);
        open.push(next);
        counts.set(next, (counts.get(next) ?? 0) + start.people);
      }
    }
  }
  return counts;
}

const targetsIn = (flow: Flow, plan: Plan): Impact["targets"] =>
  flow.nodes.flatMap(({ id }) => {
    const node = plan.nodes[id];
    if (!node || !canStandOn(plan, id)) return [];
    return [{ ...nameOf(plan, id), rests: definitionOf(node).stand !== undefined }];
  });
