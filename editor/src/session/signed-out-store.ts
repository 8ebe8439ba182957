/** Whether an answer said that the session is over. The page stays as it is meanwhile. */
export class SignedOutStore {
  #signedOut = false;
  readonly #listeners = new Set<() => void>();

  readonly snapshot = (): boolean => this.#signedOut;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  set(signedOut: boolean): void {
    if (signedOut === this.#signedOut) return;
    this.#signedOut = signedOut;
    for (const listener of this.#listeners) listener();
  }
}
