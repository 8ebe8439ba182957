export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: "ok" | "danger";
}

/** Short messages about what just happened. One that tells of a failure stays until it is put away. */
export class ToastStore {
  #toasts: readonly Toast[] = [];
  #next = 1;
  readonly #listeners = new Set<() => void>();

  constructor(
    private readonly schedule: (delayMs: number, run: () => void) => unknown = (ms, run) => setTimeout(run, ms),
  ) {}

  readonly snapshot = (): readonly Toast[] => this.#toasts;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  say(text: string): void {
    const { id } = this.#add(text, "ok");
    this.schedule(TOAST_MS, () => this.remove(id));
  }

  fail(text: string): void {
    this.#add(text, "danger");
  }

  remove(id: number): void {
    this.#set(this.#toasts.filter((toast) => toast.id !== id));
  }

  #add(text: string, tone: Toast["tone"]): Toast {
    const toast = { id: this.#next++, text, tone };
    this.#set([...this.#toasts, toast].slice(-MAX_TOASTS));
    return toast;
  }

  #set(toasts: readonly Toast[]): void {
    this.#toasts = toasts;
    for (const listener of this.#listeners) listener();
  }
}

const TOAST_MS = 5_000;
const MAX_TOASTS = 3;
