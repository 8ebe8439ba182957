import type { Customer, QueuedEntry } from "@sopflow/schemas";
import { customerScope } from "./condition-facts.js";
import type { PublishedFlow } from "./context.js";
import type { EntryCause } from "./enroll.js";
import { boundEntry } from "./entry-props.js";
import type { JourneyEvent, StepRun } from "./run.js";

/** Whether entries by this trigger wait for their turn: it is throttled, and somebody admits those who wait. */
export function waitsItsTurn(run: StepRun, flow: PublishedFlow, trigger: string): boolean {
  const { queuesEntries, flows } = run.context;
  return queuesEntries === true && flows.throttles.has(`${flow.flowId}/${trigger}`);
}

/** Whether the customer waits for its turn in this flow already; with a key, for this key. */
export const isQueued = ({ customer }: StepRun, { flowId, newest }: PublishedFlow, key: string | undefined): boolean =>
  customer.queued?.some((q) => q.flowId === flowId && (!newest.plan.settings.key || q.key === key)) ?? false;

interface NewEntry {
  readonly id: string;
  readonly key: string | undefined;
  readonly cause: EntryCause;
}

/** The entry waits: in the customer's document, and as a row that the read side counts and the worker admits from. */
export function queueEntry(run: StepRun, flow: PublishedFlow, trigger: string, { id, key, cause }: NewEntry): void {
  const entry: QueuedEntry = {
    id,
    flowId: flow.flowId,
    nodeId: trigger,
    ...(key === undefined ? {} : { key }),
    inputId: cause.id,
    props: boundEntry(cause.props).entry,
    since: run.at,
  };
  run.customer.queued = [...(run.customer.queued ?? []), entry];
  run.trace("queued", flow, trigger, { detail: { input: cause.id } });
  emitQueued(run, entry, flow.newest.version, "waiting");
}

/** Takes one entry out of the queue, without saying what becomes of it. */
export function takeQueued(customer: Customer, entry: QueuedEntry): void {
  const left = customer.queued?.filter((q) => q !== entry) ?? [];
  if (left.length > 0) customer.queued = left;
  else delete customer.queued;
}

/** The entry does not happen: the read side forgets that it waited. */
export function endQueued(run: StepRun, entry: QueuedEntry, reason: string): void {
  const version = run.context.flows.get(entry.flowId)?.newest.version ?? 0;
  emitQueued(run, entry, version, "ended", reason);
}

/** Nobody waits to enter who has left every flow. */
export function clearQueue(run: StepRun, reason: string): void {
  for (const entry of run.customer.queued ?? []) refuseQueued(run, entry, reason);
}

/** What would end the flow for somebody inside ends the wait for it: who has bought does not enter to be told to buy. */
export function watchQueue(run: StepRun, event: JourneyEvent): void {
  for (const entry of run.customer.queued ?? []) {
    const newest = run.context.flows.get(entry.flowId)?.newest;
    if (!newest || event.id === entry.inputId || event.at < entry.since) continue;
    const rules = newest.ruleSet.exits(event.type);
    if (rules.length === 0) continue;
    const facts = customerScope(run, newest.plan.settings.timezone, event);
    const hit = rules.find(({ rule, matches }) => rule.event.type === "exit" && matches(facts));
    if (hit) refuseQueued(run, entry, String(hit.rule.event.params.reason));
  }
}

function refuseQueued(run: StepRun, entry: QueuedEntry, reason: string): void {
  takeQueued(run.customer, entry);
  const flow = run.context.flows.get(entry.flowId);
  if (flow) run.trace("refused", flow, entry.nodeId, { detail: { reason, input: entry.inputId } });
  endQueued(run, entry, reason);
}

function emitQueued(
  run: StepRun,
  { id, flowId, nodeId, since }: QueuedEntry,
  version: number,
  state: "waiting" | "ended",
  reason?: string,
): void {
  const row = { kind: "enrollment", id, flowId, version, nodeId, state, enteredAt: since, since } as const;
  run.effects.push(reason === undefined ? row : { ...row, reason });
}
