import type { Customer, JsonObject } from "@sopflow/schemas";
import { type Context, checkEntry, type EntryCheck, type PastEvent, type TriggerCheck } from "../core/journey/index.js";
import type { Store } from "../store/index.js";
import { recordedOf } from "./explain-decision.js";
import { type ConditionRow, judgeRecorded } from "./recorded-condition.js";

/** Inputs and trace lines that are looked through for the latest event of a type. */
const LOOKED_THROUGH = 500;

export type ExplainedTrigger = Omit<TriggerCheck, "where" | "seen"> & { readonly rows: readonly ConditionRow[] };

export type EntryExplanation = Omit<EntryCheck, "triggers"> & {
  /** No gate refuses, and a trigger would let the customer in, now or when its turn comes. */
  readonly mayEnter: boolean;
  readonly triggers: readonly ExplainedTrigger[];
};

/**
 * Why a customer has not entered a flow: everything that its entry hangs on, as it stands at `at` (epoch ms). Undefined
 * when the context knows no such flow.
 */
export async function explainEntryNow(
  store: Pick<Store, "log" | "readSide">,
  context: Context,
  { customer, flowId, at }: { readonly customer: Customer; readonly flowId: string; readonly at: number },
): Promise<EntryExplanation | undefined> {
  const flow = context.flows.get(flowId);
  if (!flow) return undefined;
  const past = await pastEvents(store, customer.id);
  const check = checkEntry(customer, flow, context, at, (type) => past.get(type));
  const zone = flow.newest.plan.settings.timezone;
  const triggers = await Promise.all(
    check.triggers.map(async ({ where, seen, ...trigger }): Promise<ExplainedTrigger> => {
      if (where === undefined) return { ...trigger, rows: [] };
      const place = { at: Math.max(at, customer.clock), zone, position: "", input: "arrive" } as const;
      const { result, rows } = await judgeRecorded(where, recordedOf(seen ?? {}), place);
      return { ...trigger, holds: result, rows };
    }),
  );
  const isOpen = check.gates.every(({ reason }) => reason === undefined);
  const mayEnter = isOpen && triggers.some(({ holds, waits }) => holds && waits === undefined);
  return { ...check, mayEnter, triggers };
}

/** The latest event of each type, posted or raised by a flow. */
async function pastEvents(store: Pick<Store, "log" | "readSide">, customerId: string): Promise<Map<string, PastEvent>> {
  const [entries, trace] = await Promise.all([
    store.log.byCustomer(customerId, { limit: LOOKED_THROUGH }),
    store.readSide.trace(customerId, { limit: LOOKED_THROUGH }),
  ]);
  const found = new Map<string, PastEvent>();
  const note = (event: PastEvent) => {
    const known = found.get(event.type);
    if (known === undefined || known.at < event.at) found.set(event.type, event);
  };
  for (const { kind, id, type, at, body, history } of entries) {
    // What history tells starts nothing.
    if (kind === "event" && history !== true) note({ id, type, at, props: body });
  }
  for (const { what, at, detail = {} } of trace) {
    const { id, type, props } = detail;
    if (what === "raised" && typeof type === "string") note({ id: String(id), type, at, props: objectOf(props) });
  }
  return found;
}

const objectOf = (value: unknown): JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
