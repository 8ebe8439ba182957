import type { Customer } from "@sopflow/schemas";
import { applyInput, type Context, type Effect, partitionOf, type StepInput } from "../core/journey/index.js";
import { newCustomer } from "../core/profile/index.js";

/** One input for a customer, and how far ticks had brought time before it. */
export interface PlannedInput {
  readonly input: StepInput;
  /** Timers due by then are served before this input (FLOW-FORMAT §4.3); 0 = no tick stood before it. */
  readonly tickedTo: number;
}

/** Told of what each input brought, in order: what later customers of the batch have to know. */
export type NoteEffects = (effects: readonly Effect[], customer: Customer) => void;

/** What the inputs of one batch did to one customer. */
export interface AppliedCustomer {
  readonly customer: Customer;
  /** 0 = the customer is new. */
  readonly expectedVersion: number;
  readonly wakeAt: number | null;
  /** Neither the first timer nor the advisor is another one than before, as far as the document tells. */
  readonly isInPlace?: boolean;
  readonly effects: readonly { readonly effect: Effect; readonly input: StepInput }[];
  /** Identities the customer did not have before. */
  readonly newIdentities: readonly (readonly [idType: string, value: string])[];
}

/**
 * Applies inputs in order to a customer's document, which is used up. An input that throws puts the customer on hold:
 * what was applied before it is kept, it and all that follows wait in the log (FLOW-FORMAT §4.12). Undefined: nothing is
 * to be written.
 *
 * `reload` gives a fresh copy, because a document that `applyInput` threw over is half changed.
 */
export async function applyToCustomer(
  id: string,
  stored: Customer | undefined,
  inputs: readonly PlannedInput[],
  context: Context,
  reload: () => Promise<Customer | undefined>,
  note: NoteEffects = () => {},
): Promise<AppliedCustomer | undefined> {
  if (stored?.status === "held") return forgetHeld(stored, inputs);
  const first = run(id, stored, inputs, context, note);
  if (!("failure" in first)) return first.applied;
  const culprit = inputs[first.index]?.input;
  if (!culprit) throw first.failure;
  const again = run(id, await reload(), inputs.slice(0, first.index), context, () => {}, birthOf(culprit));
  // What did not fail a moment ago should not fail now; if it does, nothing of the batch is kept.
  if ("failure" in again || !again.applied) return holdCustomer(id, await reload(), first.failure, culprit);
  return held(again.applied, first.failure, culprit);
}

/** Puts a customer on hold without applying anything. */
export function holdCustomer(
  id: string,
  fresh: Customer | undefined,
  failure: unknown,
  culprit: StepInput,
): AppliedCustomer {
  const customer = fresh ?? newCustomer(id, partitionOf(id), birthOf(culprit));
  const expectedVersion = customer.version;
  customer.version += 1;
  return held({ customer, expectedVersion, wakeAt: null, effects: [], newIdentities: [] }, failure, culprit);
}

type Run =
  | { readonly applied: AppliedCustomer | undefined }
  | { readonly failure: unknown /** Of the input that threw. */; readonly index: number };

function run(
  id: string,
  stored: Customer | undefined,
  inputs: readonly PlannedInput[],
  context: Context,
  note: NoteEffects,
  bornAt?: number,
): Run {
  const expectedVersion = stored?.version ?? 0;
  const before = stored?.identities;
  const timerBefore = stored?.timers[0]?.at;
  const advisorBefore = stored?.advisorId;
  let customer = stored;
  let wakeAt: number | null | undefined;
  let isChanged = bornAt !== undefined;
  const effects: { effect: Effect; input: StepInput }[] = [];
  for (const [index, { input, tickedTo }] of inputs.entries()) {
    if (customer?.status === "erased") break;
    if (customer && input.seq > 0 && input.seq <= customer.seq) continue;
    try {
      customer ??= newCustomer(id, partitionOf(id), birthOf(input));
      if (tickedTo > 0 && input.kind !== "tick" && isDue(customer, tickedTo)) {
        const tick = { kind: "tick", id: `tick/${tickedTo}`, seq: 0, at: tickedTo, now: input.now } as const;
        const ticked = applyInput(customer, tick, context);
        for (const effect of ticked.effects) effects.push({ effect, input });
        note(ticked.effects, customer);
        customer = ticked.customer;
        isChanged = true;
      }
      const { clock } = customer;
      const result = applyInput(customer, input, context);
      customer = result.customer;
      wakeAt = result.wakeAt;
      for (const effect of result.effects) effects.push({ effect, input });
      note(result.effects, customer);
      // A schedule asks everybody; for who does not match it is as if nobody had asked, and nothing is written for that.
      if (input.kind !== "schedule" || result.effects.length > 0) isChanged = true;
      else customer.clock = clock;
    } catch (failure) {
      return { failure, index };
    }
  }
  if (!customer && bornAt !== undefined) customer = newCustomer(id, partitionOf(id), bornAt);
  if (!customer || !isChanged) return { applied: undefined };
  customer.version = expectedVersion + 1;
  return {
    applied: {
      customer,
      expectedVersion,
      wakeAt: wakeAt ?? null,
      isInPlace: customer.timers[0]?.at === timerBefore && customer.advisorId === advisorBefore,
      effects,
      newIdentities: addedIdentities(before, customer),
    },
  };
}

const birthOf = (input: StepInput): number => (input.kind === "event" ? Math.min(input.at, input.received) : input.at);

const isDue = (customer: Customer, until: number): boolean => customer.timers.some((timer) => timer.at <= until);

/** A person on hold takes no input but one: the wish to be forgotten. */
function forgetHeld(stored: Customer, inputs: readonly PlannedInput[]): AppliedCustomer | undefined {
  if (!inputs.some(({ input }) => input.kind === "event" && input.type === "customer.erased")) return undefined;
  const expectedVersion = stored.version;
  const customer: Customer = { ...stored, status: "erased", version: expectedVersion + 1 };
  return { customer, expectedVersion, wakeAt: null, effects: [], newIdentities: [] };
}

function held(applied: AppliedCustomer, failure: unknown, input: StepInput): AppliedCustomer {
  const { customer } = applied;
  const reason = failure instanceof Error ? `${failure.name}: ${failure.message}` : String(failure);
  customer.status = "held";
  customer.holdReason = reason.slice(0, 500);
  const effect: Effect = {
    kind: "alert",
    code: "customer.held",
    at: Math.max(customer.clock, input.at),
    customerId: customer.id,
    detail: { reason: customer.holdReason, input: input.id },
  };
  return { ...applied, wakeAt: null, effects: [...applied.effects, { effect, input }] };
}

function addedIdentities(before: Customer["identities"] | undefined, { identities }: Customer) {
  if (before === identities) return [];
  return Object.entries(identities).filter(([idType, value]) => before?.[idType] !== value);
}
