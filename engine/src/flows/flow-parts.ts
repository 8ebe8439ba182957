import { randomUUID } from "node:crypto";
import type { AuditEntry, FlowDraft, Store } from "../store/index.js";
import type { Clock } from "../worker/clock.js";
import type { SopEngine } from "../worker/sop-engine.js";

/** What the flow service works with. */
export interface FlowParts {
  readonly store: Pick<Store, "flows" | "brand" | "readSide" | "schedules" | "customers" | "tasks" | "records">;
  readonly clock: Clock;
  /** Told of every change that concerns running flows: it takes them in at a position of its log. */
  readonly engine: Pick<SopEngine, "contextChanged">;
}

/** Writes down who changed a flow and how. */
export async function auditFlow(
  { store, clock }: FlowParts,
  flowId: string,
  entry: Pick<AuditEntry, "action" | "by" | "detail">,
): Promise<void> {
  await store.flows.audit({ id: randomUUID(), at: clock.now(), subject: `flow:${flowId}`, ...entry });
}

/** The number that the next published version gets. */
export const nextVersion = (draft: Pick<FlowDraft, "publishedVersion"> | undefined): number =>
  (draft?.publishedVersion ?? 0) + 1;
