import { type AdvisorRoom, takesCapacity } from "./advisor-room.js";
import { type AdvisorLoad, pickAdvisor } from "./pick-advisor.js";
import type { StepRun } from "./run.js";

type LoadOf = (advisorId: string) => AdvisorLoad | undefined;

/**
 * What advisors have to do at this instant: what they had before the step, and what the step itself has issued. Whoever
 * keeps the room hears of that only when the step is over, and several flows may want the same person at once.
 */
export function loadsInStep(run: StepRun, room: AdvisorRoom): LoadOf {
  const before: LoadOf = (id) => room.loadOf(id, run.at);
  let taken: Map<string, Required<AdvisorLoad>> | undefined;
  const loadOf: LoadOf = (id) => taken?.get(id) ?? before(id);
  for (const effect of run.effects) {
    if (effect.kind !== "task.issue") continue;
    const { task } = effect;
    const advisorId =
      task.advisorId ?? pickAdvisor({ ...task, ownerId: run.customer.advisorId }, run.context.advisors, loadOf);
    if (advisorId === undefined) continue;
    const { open = 0, issued = 0, proactive = 0 } = loadOf(advisorId) ?? {};
    taken ??= new Map();
    taken.set(advisorId, {
      open: open + 1,
      issued: issued + 1,
      proactive: proactive + (takesCapacity(task) ? 1 : 0),
    });
  }
  return loadOf;
}
