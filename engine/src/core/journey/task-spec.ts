import type { CampaignSlot, DataOf, Enrollment, PendingTask } from "@sopflow/schemas";
import type { PlanNode } from "../flow/program.js";
import type { PlannedContact } from "./contact-budget.js";
import type { StepRun } from "./run.js";

/** What a task node and a campaign slot have in common. */
export type TaskFields = Omit<DataOf<"task">, "wait">;

/** A pending task's parameters, wherever they are written. */
export interface TaskSpec {
  readonly fields: TaskFields;
  /** The enrollment waits for its result. */
  readonly waits: boolean;
  readonly slot?: CampaignSlot;
  readonly contact: PlannedContact;
}

/** Finds the parameters of a planned or open task in its node; undefined when the node no longer has them. */
export function taskSpec(enrollment: Enrollment, node: PlanNode, slotId: string | undefined): TaskSpec | undefined {
  const { data } = node;
  if ("slots" in data) {
    const slot = data.slots.find((s) => s.id === slotId);
    if (!slot) return undefined;
    const purpose = slot.purpose === "marketing" ? "campaign" : slot.purpose;
    const campaign = campaignOf(enrollment);
    return {
      fields: slot,
      waits: false,
      slot,
      contact: { purpose, channel: slot.channel, campaign, counting: data.contacts },
    };
  }
  if (!("wait" in data)) return undefined;
  const { purpose, channel } = data;
  const contact: PlannedContact =
    purpose === "campaign"
      ? { purpose, channel, campaign: campaignOf(enrollment), counting: "perSlot" }
      : { purpose, channel };
  return { fields: data, waits: data.wait, contact };
}

/** Which campaign a contact counts for: the entering event's, else the flow itself. */
function campaignOf(enrollment: Enrollment): string {
  const { campaignId } = enrollment.entry;
  return typeof campaignId === "string" ? campaignId : enrollment.flowId;
}

/** The product that a flow is about for this customer, so that a purchase of it silences its marketing. */
export function skuOf(enrollment: Enrollment): string | undefined {
  const { sku } = enrollment.entry;
  return typeof sku === "string" ? sku : undefined;
}

/** Highest first: flow priority, task priority; then planned time and id (FLOW-FORMAT §4.10). */
export function compareClaims(run: StepRun, a: Claim, b: Claim): number {
  return (
    flowPriority(run, b) - flowPriority(run, a) ||
    b.spec.fields.priority - a.spec.fields.priority ||
    a.pending.plannedAt - b.pending.plannedAt ||
    (a.pending.id < b.pending.id ? -1 : 1)
  );
}

export interface Claim {
  readonly enrollment: Enrollment;
  readonly node: PlanNode;
  readonly spec: TaskSpec;
  readonly pending: PendingTask;
}

/** Priority rules of the newest version bind everyone (FLOW-FORMAT §5). */
export const flowPriority = (run: StepRun, claim: Claim): number =>
  run.context.flows.get(claim.enrollment.flowId)?.newest.plan.settings.priority ?? 0;
