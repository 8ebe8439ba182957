import type { ScheduleTrigger } from "../core/journey/flow-directory.js";
import { firstOccurrence } from "../core/journey/schedule-occurrence.js";
import { ScheduleAudience } from "./schedule-audience.js";

/** When one schedule trigger runs next in a replay. */
interface ScheduleTime {
  readonly trigger: ScheduleTrigger;
  readonly audience: ScheduleAudience;
  /** Place among all triggers: those of one moment run in the order of their flows' priority. */
  readonly place: number;
  at: number;
}

/** Occurrences of several triggers in order of time, then as the triggers come: by priority of their flows. */
export class ScheduleTimes {
  readonly #times: ScheduleTime[] = [];

  constructor(triggers: readonly ScheduleTrigger[], from: number) {
    for (const [place, trigger] of triggers.entries()) {
      const at = firstOccurrence(trigger, from);
      if (at !== undefined) this.#times.push({ trigger, audience: new ScheduleAudience(trigger), place, at });
    }
    this.#sort();
  }

  /** A customer changed; `undefined` when no schedule wants to know. */
  get noteChange(): ((owner: number) => void) | undefined {
    if (this.#times.length === 0) return undefined;
    const audiences = this.#times.map((time) => time.audience);
    return (owner) => {
      for (const audience of audiences) audience.noteChange(owner);
    };
  }

  nextTime(): number {
    return this.#times[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  /** The next occurrence; the trigger's following one takes its place. */
  take(): (Omit<ScheduleTime, "at"> & { readonly at: number }) | undefined {
    const next = this.#times[0];
    if (!next) return undefined;
    const taken = { ...next };
    const following = firstOccurrence(next.trigger, next.at + 1);
    if (following === undefined) this.#times.shift();
    else next.at = following;
    this.#sort();
    return taken;
  }

  #sort(): void {
    this.#times.sort((a, b) => a.at - b.at || a.place - b.place);
  }
}
