import type { IdentityBinding } from "../port.js";
import type { Data } from "./data.js";
import { keyOf } from "./documents.js";

export async function resolveIdentity(data: Data, idType: string, value: string): Promise<string | undefined> {
  return (await data.read(() => data.connection.first("identities", { _id: keyOf(idType, value) })))?.customerId;
}

/** Binds each unless it is bound, in order; the holders afterwards. */
export async function bindIdentities(data: Data, bindings: readonly IdentityBinding[]): Promise<string[]> {
  if (bindings.length === 0) return [];
  const holders = await data.write(async (draft) => {
    const keyed = bindings.map((binding) => ({ ...binding, _id: keyOf(binding.idType, binding.value) }));
    await draft.load(
      "identities",
      keyed.map(({ _id }) => _id),
    );
    return keyed.map(({ _id, idType, value, customerId }) => {
      const holder = draft.get("identities", _id)?.customerId;
      if (holder === undefined) draft.put("identities", { _id, type: idType, value, customerId });
      return holder ?? customerId;
    });
  });
  return holders ?? [];
}
