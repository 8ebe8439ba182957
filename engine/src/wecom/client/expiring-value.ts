import { SECOND_MS } from "../../core/time/index.js";
import type { WecomClock } from "./wecom-clock.js";

export interface Loaded {
  readonly value: string;
  readonly expiresInS: number;
}

/** A value is no longer used this long before it ends, or in its last tenth where it lives shorter. */
const MARGIN_MS = 60 * SECOND_MS;

/** A token or ticket that is fetched when needed, by one call however many ask, and kept until shortly before it ends. */
export class ExpiringValue {
  #held: { readonly value: string; readonly until: number } | undefined;
  #flight: Promise<string> | undefined;

  constructor(
    private readonly clock: WecomClock,
    private readonly load: () => Promise<Loaded>,
  ) {}

  get(): Promise<string> {
    if (this.#held && this.clock.now() < this.#held.until) return Promise.resolve(this.#held.value);
    return this.#flight ?? this.#fetch();
  }

  /** It was refused. Who still holds an older one than the current has no say. */
  drop(value: string): void {
    if (this.#held?.value === value) this.#held = undefined;
  }

  /** Forgets everything; what is on its way is not kept. */
  reset(): void {
    this.#held = undefined;
    this.#flight = undefined;
  }

  #fetch(): Promise<string> {
    const askedAt = this.clock.now();
    const flight: Promise<string> = this.load()
      .then(({ value, expiresInS }) => {
        const lifeMs = expiresInS * SECOND_MS;
        if (this.#flight === flight) {
          this.#held = { value, until: askedAt + lifeMs - Math.min(MARGIN_MS, lifeMs / 10) };
        }
        return value;
      })
      .finally(() => {
        if (this.#flight === flight) this.#flight = undefined;
      });
    this.#flight = flight;
    return flight;
  }
}
