import type { Store } from "@sopflow/engine";
import { actorOf, type Principal } from "../access/principal.js";
import type { Reader } from "./library.js";

/** Who somebody is to the library: advisors see what their pools may see. */
export async function libraryReaderOf(store: Pick<Store, "brand">, principal: Principal): Promise<Reader> {
  const userId = actorOf(principal);
  if (principal.kind === "key" || principal.role !== "advisor") {
    return { userId, isLead: principal.kind === "key" || principal.role !== "viewer" };
  }
  const advisor = (await store.brand.advisors()).find(({ id }) => id === principal.advisorId);
  return { userId, isLead: false, pools: advisor?.pools ?? [] };
}
