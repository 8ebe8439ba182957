import type { Clock, PostAnswer, SopEngine, Store } from "@sopflow/engine";
import type { StartFlowAnswer, StartFlowBody } from "@sopflow/schemas";
import { actorOf, confinedTo, type Principal } from "../access/principal.js";
import { hashToken } from "../access/tokens.js";
import { ApiError } from "../errors/api-error.js";
import { loadDraft } from "./load-draft.js";

interface Parts {
  readonly store: Store;
  readonly engine: Pick<SopEngine, "post">;
  readonly clock: Clock;
}

/** Live flows with a manual trigger. */
export async function listStartable({ flows }: Pick<Store, "flows">): Promise<{ flowId: string; name: string }[]> {
  const published = await flows.published();
  return published.flatMap(({ state, newest, versions }) => {
    const version = versions.find((one) => one.version === newest);
    if (state !== "live" || !version || !hasManualTrigger(version.flow.nodes)) return [];
    return [{ flowId: version.flowId, name: version.flow.name }];
  });
}

const hasManualTrigger = (nodes: readonly { type: string; disabled?: boolean | undefined }[]): boolean =>
  nodes.some(({ type, disabled }) => type === "trigger.manual" && disabled !== true);

/**
 * Puts customers into a flow by hand: one input each in the log, so that the worker lets them in under the flow's own
 * rules. An advisor starts it for own customers only; others are answered like ones that do not exist.
 */
export async function startFlow(
  { store, engine, clock }: Parts,
  { flowId: id, requestId, ...body }: StartFlowBody & { readonly flowId: string; readonly requestId: string },
  principal: Principal,
): Promise<StartFlowAnswer> {
  const { flowId } = await loadDraft(store, id);
  if (!(await listStartable(store)).some((flow) => flow.flowId === flowId)) {
    throw ApiError.of("flow.no_manual_trigger", { id: flowId });
  }
  const own = confinedTo(principal);
  const ids = [...new Set(body.customers)];
  const found = await store.customers.load(ids);
  const isKnown = (customerId: string): boolean => {
    const customer = found.get(customerId);
    return customer?.status === "live" && (own === undefined || customer.advisorId === own);
  };
  const at = new Date(clock.now()).toISOString();
  const by = actorOf(principal);
  const answers = await engine.post(
    ids.filter(isKnown).map((customerId) => ({
      id: hashToken(["flow.requested", requestId, flowId, customerId].join("\n")),
      source: "person",
      type: "flow.requested",
      customer: customerId,
      at,
      props: { flowId, by, ...(Object.keys(body.entry).length > 0 && { entry: body.entry }) },
    })),
    { origin: "system" },
  );
  const rejected = answers.find(
    (answer): answer is Extract<PostAnswer, { status: "rejected" }> => answer.status === "rejected",
  );
  if (rejected) throw ApiError.worded(rejected.code, rejected.message);
  await store.flows.audit({
    id: hashToken(`${by}\n${requestId}\n${flowId}`).slice(0, 32),
    at: clock.now(),
    by,
    subject: `flow:${flowId}`,
    action: "started",
    detail: { customers: answers.length },
  });
  const count = (status: PostAnswer["status"]) => answers.filter((answer) => answer.status === status).length;
  return {
    flowId,
    accepted: count("accepted"),
    duplicate: count("duplicate"),
    unknown: ids.filter((customerId) => !isKnown(customerId)),
  };
}
