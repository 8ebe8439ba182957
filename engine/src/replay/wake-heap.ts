/**
 * Who wakes next: a binary heap over numbered owners, each at most once in it, with its place known, so that a changed
 * time moves the one entry instead of leaving a stale one behind. Equal times: lower number first.
 */
export class WakeHeap {
  /** Owners, heap-ordered by (time, owner). */
  readonly #heap: number[] = [];
  /** Time by owner. */
  readonly #time: number[] = [];
  /** Place in the heap by owner, -1 = not in it. */
  readonly #place: number[] = [];

  get size(): number {
    return this.#heap.length;
  }

  /** The owner that wakes first; undefined when nobody does. */
  peek(): number | undefined {
    return this.#heap[0];
  }

  /** When the first one wakes, `Infinity` when nobody does. */
  nextTime(): number {
    const first = this.#heap[0];
    return first === undefined ? Number.POSITIVE_INFINITY : (this.#time[first] ?? Number.POSITIVE_INFINITY);
  }

  /** When an owner wakes, `Infinity` when it does not. */
  timeOf(owner: number): number {
    return (this.#place[owner] ?? -1) < 0 ? Number.POSITIVE_INFINITY : (this.#time[owner] ?? Number.POSITIVE_INFINITY);
  }

  /** Sets an owner's time; null takes it out. */
  set(owner: number, time: number | null): void {
    const place = this.#place[owner] ?? -1;
    if (time === null) {
      if (place >= 0) this.#remove(owner, place);
      return;
    }
    const before = this.#time[owner];
    this.#time[owner] = time;
    if (place < 0) {
      this.#heap.push(owner);
      this.#rise(owner, this.#heap.length - 1);
    } else if (before !== undefined && time < before) this.#rise(owner, place);
    else if (time !== before) this.#sink(owner, place);
  }

  #remove(owner: number, place: number): void {
    this.#place[owner] = -1;
    const last = this.#heap.pop();
    if (last === undefined || last === owner) return;
    this.#rise(last, place);
    this.#sink(last, this.#place[last] ?? 0);
  }

  #isBefore(a: number, b: number): boolean {
    const timeA = this.#time[a] ?? 0;
    const timeB = this.#time[b] ?? 0;
    return timeA === timeB ? a < b : timeA < timeB;
  }

  #rise(owner: number, from: number): void {
    let place = from;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const other = this.#heap[above];
      if (other === undefined || !this.#isBefore(owner, other)) break;
      this.#put(other, place);
      place = above;
    }
    this.#put(owner, place);
  }

  #sink(owner: number, from: number): void {
    let place = from;
    for (;;) {
      let below = place * 2 + 1;
      let child = this.#heap[below];
      if (child === undefined) break;
      const right = this.#heap[below + 1];
      if (right !== undefined && this.#isBefore(right, child)) {
        child = right;
        below += 1;
      }
      if (!this.#isBefore(child, owner)) break;
      this.#put(child, place);
      place = below;
    }
    this.#put(owner, place);
  }

  #put(owner: number, place: number): void {
    this.#heap[place] = owner;
    this.#place[owner] = place;
  }
}
