import type { Customer } from "@sopflow/schemas";

/** Most text of stored documents that is kept as objects; in memory they take about four times that. */
const MAX_CHARACTERS = 16 * 1024 * 1024;

/**
 * Documents as they were last committed: only the worker writes customers, so what it wrote is what is stored, and
 * parsing it again would be a tenth of its time. The one used longest ago goes first.
 *
 * K1. Who takes a document owns it, and it is not here any more: whatever goes wrong before the next commit, the half
 *     changed copy is never found again.
 * K2. Somebody else's write is noticed as a conflict (P2), and everything kept is dropped then.
 */
export class CustomerCache {
  readonly #kept = new Map<string, { readonly customer: Customer; readonly characters: number }>();
  #characters = 0;

  constructor(private readonly maxCharacters = MAX_CHARACTERS) {}

  take(id: string): Customer | undefined {
    const kept = this.#kept.get(id);
    if (!kept) return undefined;
    this.#kept.delete(id);
    this.#characters -= kept.characters;
    return kept.customer;
  }

  /** Keeps a document as it was committed; `characters` is the length of its text. */
  put(customer: Customer, characters: number): void {
    this.take(customer.id);
    this.#kept.set(customer.id, { customer, characters });
    this.#characters += characters;
    for (const id of this.#kept.keys()) {
      if (this.#characters <= this.maxCharacters) break;
      this.take(id);
    }
  }

  clear(): void {
    this.#kept.clear();
    this.#characters = 0;
  }
}
