import type { StepInput } from "../journey/input.js";

/** What is told first at one moment: answers, then schedules, then events, as a replay does it. */
const RANK = { answer: 0, schedule: 1, event: 2 } as const;

export interface Planned {
  readonly at: number;
  readonly what: keyof typeof RANK;
  /** The task that it answers. */
  readonly taskId?: string;
  readonly input: (seq: number) => StepInput;
}

/** Inputs that are still to come, in order of time; equal ones as they were added. */
export class Agenda {
  readonly #planned: Planned[] = [];

  add(planned: Planned): void {
    const isLater = (other: Planned) =>
      other.at > planned.at || (other.at === planned.at && RANK[other.what] > RANK[planned.what]);
    const at = this.#planned.findIndex(isLater);
    this.#planned.splice(at < 0 ? this.#planned.length : at, 0, planned);
  }

  nextTime(): number {
    return this.#planned[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  take(): Planned | undefined {
    return this.#planned.shift();
  }

  /** Whether anything but the trigger's own schedule is to come. */
  hasMore(): boolean {
    return this.#planned.some((planned) => planned.what !== "schedule");
  }
}
