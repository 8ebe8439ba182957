import type { Clock, Store } from "@sopflow/engine";
import type { JsonObject } from "@sopflow/schemas";
import { actorOf, type Principal } from "./principal.js";
import { newId } from "./tokens.js";

/** Writes down who changed what: settings, keys, roles. Flows keep their own entries. */
export async function recordAudit(
  store: Store,
  clock: Clock,
  by: Principal | string,
  subject: string,
  action: string,
  detail?: JsonObject,
): Promise<void> {
  await store.flows.audit({
    id: newId(),
    at: clock.now(),
    by: typeof by === "string" ? by : actorOf(by),
    subject,
    action,
    ...(detail && { detail }),
  });
}
