import type { Customer, Task } from "@sopflow/schemas";
import { type AdvisorRoom, takesCapacity } from "../core/journey/advisor-room.js";
import type { Context, Effect } from "../core/journey/index.js";
import { type AdvisorLoad, pickAdvisor } from "../core/journey/pick-advisor.js";
import type { LedgerDraft } from "./advisor-ledger.js";

/**
 * The advisors' room while one batch is worked out: what its earlier customers took is taken. Nothing of it is kept; the
 * ledger counts what is committed.
 */
export class RoomOfBatch implements AdvisorRoom {
  #issued: Task[] = [];

  constructor(
    private readonly draft: LedgerDraft,
    private readonly advisors: Context["advisors"],
  ) {}

  loadOf(advisorId: string, at: number): AdvisorLoad | undefined {
    return this.draft.loadOf(advisorId, at);
  }

  /** Tasks that were noted since this was last asked. */
  takeIssued(): readonly Task[] {
    const issued = this.#issued;
    if (issued.length > 0) this.#issued = [];
    return issued;
  }

  /** Takes what one input of a customer issued. */
  note(effects: readonly Effect[], customer: Customer): void {
    for (const effect of effects) {
      if (effect.kind !== "task.issue") continue;
      const { task } = effect;
      this.#issued.push(task);
      const { assign, fallback } = task;
      const loadOf = (id: string) => this.draft.loadOf(id, task.issuedAt);
      const advisorId =
        task.advisorId ?? pickAdvisor({ assign, fallback, ownerId: customer.advisorId }, this.advisors, loadOf);
      if (advisorId !== undefined) this.draft.issue(advisorId, task.issuedAt, takesCapacity(task));
    }
  }
}
