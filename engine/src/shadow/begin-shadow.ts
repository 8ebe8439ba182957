import { randomUUID } from "node:crypto";
import { DAY_MS } from "../core/time/index.js";
import { compileForBrand } from "../flows/check-for-brand.js";
import { done, type FlowAnswer, refuse, refuseProblems } from "../flows/flow-answer.js";
import type { FlowParts } from "../flows/flow-parts.js";
import { unfinishedWork } from "../flows/inside/inside-progress.js";
import type { Store } from "../store/index.js";
import { loadContext } from "../worker/load-context.js";
import { CONSUMER } from "../worker/machine.js";
import { ALL_DRAWS, toldOf } from "./shadow-passes.js";
import type { ShadowHeader } from "./shadow-records.js";
import { withoutExisting } from "./shadow-worlds.js";

/** So many people are followed at most: of more customers an even share. */
export const MAX_PEOPLE = 5_000;

export interface BeginShadowParts extends FlowParts {
  readonly store: FlowParts["store"] & Pick<Store, "log" | "records">;
}

export interface ShadowToBegin {
  readonly days: number;
  readonly by: string;
  /** Default `MAX_PEOPLE`. */
  readonly maxPeople?: number;
}

/**
 * A shadow of the saved draft, from the worker's present position of the log on. Refused while the draft does not
 * compile, while nothing is live, and while people are being moved.
 */
export async function beginShadow(
  parts: BeginShadowParts,
  flowId: string,
  { days, by, maxPeople = MAX_PEOPLE }: ShadowToBegin,
  old: ShadowHeader | undefined,
): Promise<FlowAnswer<ShadowHeader>> {
  const { store, clock } = parts;
  const draft = await store.flows.get(flowId);
  if (!draft) return refuse("flow.not_found", { id: flowId });
  const { publishedVersion: liveVersion, revision } = draft;
  if (draft.state !== "live" || liveVersion === undefined) return refuse("shadow.not_live", { id: flowId });
  const { compiled, diagnostics } = await compileForBrand(parts, draft.flow, true);
  if (!compiled) return refuseProblems(diagnostics);
  const moving = await unfinishedWork(store, draft);
  if (moving) return refuse("shadow.moves_running", { told: moving.told, total: moving.total });
  // Before any customer is read: what is applied to them already is passed over by their own position.
  const cursor = await store.log.cursor(CONSUMER);
  const customers = await store.customers.count();
  const startedAt = clock.now();
  const header: ShadowHeader = {
    id: randomUUID(),
    ...{ flowId, revision, liveVersion, by, startedAt, customers, cursor },
    compiled: withoutExisting(compiled),
    status: "running",
    endsAt: startedAt + days * DAY_MS,
    share: customers <= maxPeople ? ALL_DRAWS : Math.floor((ALL_DRAWS * maxPeople) / customers),
    copiedTo: "",
    scheduledTo: startedAt,
    seenTo: startedAt,
    passes: [],
    told: toldOf(await loadContext(store, new Map())),
    leftovers: old ? [...new Set([...old.leftovers, old.id])] : [],
  };
  return done(header, diagnostics);
}
