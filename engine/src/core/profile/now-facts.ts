import { formatLocalDate, formatLocalTime, type LocalParts, localParts } from "../time/index.js";
import { FactView } from "./fact-view.js";

/** The `now` fact at logical time `at` (epoch ms) in `zone`: what clock and calendar show there. */
export const nowFacts = (at: number, zone: string): NowFacts => new NowFacts(at, zone);

export class NowFacts extends FactView {
  readonly #at: number;
  readonly #zone: string;
  #parts: LocalParts | undefined;

  constructor(at: number, zone: string) {
    super();
    this.#at = at;
    this.#zone = zone;
  }

  get at(): number {
    return this.#at;
  }
  /** `YYYY-MM-DD`. */
  get date(): string {
    return formatLocalDate(this.#zone, this.#at);
  }
  /** `HH:mm`. */
  get time(): string {
    return formatLocalTime(this.#zone, this.#at);
  }
  /** 1 = Monday … 7 = Sunday. */
  get weekday(): number {
    return this.#local().weekday;
  }
  get month(): number {
    return this.#local().month;
  }
  get day(): number {
    return this.#local().day;
  }

  #local(): LocalParts {
    this.#parts ??= localParts(this.#zone, this.#at);
    return this.#parts;
  }
}
