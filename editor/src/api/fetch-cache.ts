/** What is known of one answer of the server. */
export interface Fetched<T> {
  readonly data: T | undefined;
  /** Why the newest try failed; the data of an earlier one stays. */
  readonly error: unknown;
  readonly isFetching: boolean;
  /** When the newest data was asked for, epoch ms; 0 = it is to be asked for again. */
  readonly askedAt: number;
}

const NOTHING: Fetched<never> = { data: undefined, error: undefined, isFetching: false, askedAt: 0 };

/**
 * Answers by key, for the advisor's page, where a whole query library would be an eighth of all that the phone loads.
 * Who asks for a key that is on its way waits for the same answer.
 */
export class FetchCache {
  readonly #rows = new Map<string, Fetched<unknown>>();
  readonly #pending = new Map<string, Promise<void>>();
  readonly #listeners = new Map<string, Set<() => void>>();

  constructor(private readonly now: () => number = Date.now) {}

  /** The same object until something changes. */
  read<T>(key: string): Fetched<T> {
    return (this.#rows.get(key) ?? NOTHING) as Fetched<T>; // a key stands for one kind of answer
  }

  subscribe(key: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(key) ?? new Set();
    this.#listeners.set(key, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  isOlderThan(key: string, ms: number): boolean {
    return this.now() - this.read(key).askedAt >= ms;
  }

  /** Asks for a key. Never rejects: a failure is part of what is known. */
  fetch<T>(key: string, load: () => Promise<T>): Promise<void> {
    const pending = this.#pending.get(key);
    if (pending) return pending;
    const askedAt = this.now();
    this.#change(key, { isFetching: true });
    const work = load()
      .then(
        (data) => this.#change(key, { data, error: undefined, isFetching: false, askedAt }),
        (error: unknown) => this.#change(key, { error, isFetching: false }),
      )
      .finally(() => this.#pending.delete(key));
    this.#pending.set(key, work);
    return work;
  }

  /** What is known by keys that begin so is to be asked for again; who shows it does so at once. */
  invalidate(prefix = ""): void {
    for (const key of this.#rows.keys())
      if (key.startsWith(prefix)) this.#change(key, { askedAt: 0, error: undefined });
  }

  #change(key: string, change: Partial<Fetched<unknown>>): void {
    this.#rows.set(key, { ...this.read(key), ...change });
    for (const listener of this.#listeners.get(key) ?? []) listener();
  }
}
