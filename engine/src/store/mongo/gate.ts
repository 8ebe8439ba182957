/** Lets any number of readers in together, or one writer alone, in the order in which they came. */
export class Gate {
  #tail: Promise<unknown> = Promise.resolve();
  #readers = new Set<Promise<unknown>>();

  read<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#tail.then(work, work);
    this.#readers.add(turn);
    const leave = () => void this.#readers.delete(turn);
    turn.then(leave, leave);
    return turn;
  }

  write<T>(work: () => Promise<T>): Promise<T> {
    const before = [this.#tail, ...this.#readers];
    const turn = Promise.allSettled(before).then(work);
    this.#tail = turn.catch(() => {});
    return turn;
  }
}
