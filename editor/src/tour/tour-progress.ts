/** The deeds of the tour, in order. */
export const TOUR_STEPS = ["flow", "people", "tasks", "create", "script", "check", "publish", "live"] as const;
export type TourStep = (typeof TOUR_STEPS)[number];

/** How far somebody is. Kept in the browser, per person: a tour is left and taken up again on the same desk. */
export interface TourProgress {
  /** `ended`: every deed is done, the last card is still there. */
  readonly status: "offered" | "running" | "ended" | "left" | "done";
  readonly step: TourStep;
  /** The newcomer's own flow, and its scripts as they were made. */
  readonly flowId?: string | undefined;
  readonly scripts?: string | undefined;
  /** The made-up customer who tried it. */
  readonly customerId?: string | undefined;
  readonly customerName?: string | undefined;
}

type Stored = Pick<Storage, "getItem" | "setItem">;

const FIRST: TourProgress = { status: "offered", step: TOUR_STEPS[0] };
const NOTHING_YET = { flowId: undefined, scripts: undefined, customerId: undefined, customerName: undefined };
const STATUSES: readonly TourProgress["status"][] = ["offered", "running", "ended", "left", "done"];

/** One person's progress; subscribers hear of every change. */
export class TourStore {
  #progress: TourProgress;
  readonly #listeners = new Set<() => void>();
  readonly #storage: Stored;
  readonly #key: string;

  constructor(storage: Stored, userId: string) {
    this.#storage = storage;
    this.#key = `sopflow.tour.${userId}`;
    this.#progress = readProgress(storage, this.#key);
  }

  readonly snapshot = (): TourProgress => this.#progress;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  set(part: Partial<TourProgress>): void {
    this.#progress = { ...this.#progress, ...part };
    try {
      this.#storage.setItem(this.#key, JSON.stringify(this.#progress));
    } catch {
      // Storage may be forbidden: then it lasts as long as the page.
    }
    for (const listener of this.#listeners) listener();
  }

  /** Goes on where it was left; a tour that was taken to its end begins anew. */
  resume(): void {
    const { status } = this.#progress;
    if (status === "left") this.set({ status: "running" });
    else if (status !== "running") this.set({ ...FIRST, ...NOTHING_YET, status: "running" });
  }
}

function readProgress(storage: Stored, key: string): TourProgress {
  try {
    const read: unknown = JSON.parse(storage.getItem(key) ?? "null");
    if (typeof read !== "object" || read === null) return FIRST;
    const known: Partial<Record<keyof TourProgress, unknown>> = read;
    const text = (value: unknown) => (typeof value === "string" ? value : undefined);
    return {
      status: STATUSES.find((status) => status === known.status) ?? FIRST.status,
      step: TOUR_STEPS.find((step) => step === known.step) ?? FIRST.step,
      flowId: text(known.flowId),
      scripts: text(known.scripts),
      customerId: text(known.customerId),
      customerName: text(known.customerName),
    };
  } catch {
    return FIRST;
  }
}

/** The deed after one; undefined after the last. Without a flow of one's own there is nothing to change or publish. */
export const stepAfter = (step: TourStep, hasFlow: boolean): TourStep | undefined =>
  step === "create" && !hasFlow ? undefined : TOUR_STEPS[TOUR_STEPS.indexOf(step) + 1];

const stores = new Map<string, TourStore>();

/** The progress of a person in this browser. */
export function tourOf(userId: string): TourStore {
  const known = stores.get(userId);
  if (known) return known;
  const made = new TourStore(window.localStorage, userId);
  stores.set(userId, made);
  return made;
}
