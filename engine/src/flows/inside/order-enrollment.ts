import { randomUUID } from "node:crypto";
import type { Customer, Enrollment } from "@sopflow/schemas";
import { stableId } from "../../core/journey/index.js";
import type { Store } from "../../store/index.js";
import type { Clock } from "../../worker/clock.js";
import type { SopEngine } from "../../worker/sop-engine.js";
import { done, type FlowAnswer, refuse } from "../flow-answer.js";
import { canStandOn } from "./plan-inside.js";

export interface OrderParts {
  readonly store: Pick<Store, "customers" | "flows">;
  readonly clock: Clock;
  readonly engine: Pick<SopEngine, "post">;
}

/** What a lead wants done with one person in a flow, and why. */
export interface EnrollmentOrder {
  readonly customerId: string;
  readonly enrollmentId: string;
  readonly note: string;
  /** The same order with the same id counts once. */
  readonly requestId: string;
  readonly by: string;
  /** Where to; absent = out of the flow. `version` default the newest. */
  readonly to?: { readonly nodeId: string; readonly version?: number | undefined };
}

export interface OrderAnswer {
  readonly enrollmentId: string;
  readonly flowId: string;
  readonly status: "accepted" | "duplicate";
}

/** Why an enrollment ended that a lead took out by hand. */
const CANCELLED = "cancelled";

/**
 * Puts one person on another node, or out of the flow: an input of the log like any other, that the worker carries out.
 * Audited under the flow: who, whom, why.
 */
export async function orderEnrollment(parts: OrderParts, order: EnrollmentOrder): Promise<FlowAnswer<OrderAnswer>> {
  const { store, clock, engine } = parts;
  const { customerId, enrollmentId, note, by, to } = order;
  const customer = (await store.customers.load([customerId])).get(customerId);
  const enrollment = customer?.enrollments.find((e) => e.id === enrollmentId);
  if (!customer || !enrollment || (to !== undefined && enrollment.state !== "active")) {
    return refuse("enrollment.not_found", { customer: customer?.name ?? customerId });
  }
  const { flowId } = enrollment;
  const target = to && (await targetOf(store, enrollment, to));
  if (to && !target) return refuse("flow.move_target", { node: enrollment.nodeId, to: to.nodeId });
  const event = {
    id: stableId("enrollment-order", order.requestId, enrollmentId),
    source: "person",
    type: target ? "enrollment.moved" : "enrollment.exited",
    customer: customerId,
    at: new Date(clock.now()).toISOString(),
    props: { enrollmentId, flowId, by, note, ...(target ?? { reason: CANCELLED }) },
  };
  const [answer] = await engine.post([event], { origin: "system" });
  if (!answer) throw new Error("the engine answered fewer events than it was given");
  if (answer.status === "rejected") return { status: "refused", code: answer.code, message: answer.message };
  const { status } = answer;
  if (status === "accepted") await auditOrder(parts, customer, enrollment, order, target);
  return done({ enrollmentId, flowId, status });
}

async function targetOf(
  { flows }: OrderParts["store"],
  { flowId, version: own }: Enrollment,
  { nodeId, version }: NonNullable<EnrollmentOrder["to"]>,
): Promise<{ nodeId: string; version: number } | undefined> {
  const number = version ?? (await flows.get(flowId))?.publishedVersion ?? own;
  const found = await flows.version(flowId, number);
  return found && canStandOn(found.compiled.plan, nodeId) ? { nodeId, version: number } : undefined;
}

async function auditOrder(
  { store, clock }: OrderParts,
  { id: customerId }: Customer,
  { id: enrollmentId, flowId, nodeId, version }: Enrollment,
  { by, note }: EnrollmentOrder,
  target: { nodeId: string; version: number } | undefined,
): Promise<void> {
  const from = { nodeId, version };
  await store.flows.audit({
    id: randomUUID(),
    at: clock.now(),
    by,
    subject: `flow:${flowId}`,
    action: target ? "enrollment.move" : "enrollment.exit",
    detail: { customerId, enrollmentId, note, from, ...(target && { to: target }) },
  });
}
