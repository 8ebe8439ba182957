import { explainEntryNow, loadContext, type ProgramCache, type Store } from "@sopflow/engine";
import type { Customer, WireEntryCheck } from "@sopflow/schemas";
import { loadDraft } from "../flows/load-draft.js";
import type { NameSteps } from "../flows/step-names.js";

/** Why a customer has not entered a flow, as its newest published version and the customer are now. */
export async function explainEntry(
  store: Pick<Store, "log" | "readSide" | "brand" | "flows">,
  { customer, flowId, at }: { readonly customer: Customer; readonly flowId: string; readonly at: number },
  programs: ProgramCache,
  nameSteps: NameSteps,
): Promise<WireEntryCheck> {
  const draft = await loadDraft(store, flowId);
  const { id: customerId, name } = customer;
  const about = {
    flowId,
    flowName: draft.flow.name,
    customerId,
    ...(name !== undefined && { customerName: name }),
    at,
  };
  const context = await loadContext(store, programs);
  const found = await explainEntryNow(store, context, { customer, flowId, at });
  // Published once or never, nobody enters a flow that the engine does not know.
  if (!found) {
    return { ...about, mayEnter: false, gates: [{ gate: "flow", reason: `flow_${draft.state}` }], triggers: [] };
  }
  const { version, mayEnter } = found;
  const triggers = await nameSteps(found.triggers.map((trigger) => ({ ...trigger, flowId, version })));
  return {
    ...about,
    version,
    mayEnter,
    gates: found.gates.map((gate) => ({ ...gate })),
    triggers: triggers.map(({ flowId: _flow, version: _version, type: _type, rows, ...trigger }) => ({
      ...trigger,
      rows: rows.map((row) => ({ ...row })),
    })),
  };
}
