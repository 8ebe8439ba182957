const FIRST_CAPACITY = 256;

/**
 * Who wakes next: a binary heap over numbered owners, each at most once in it, with its place known, so that a changed
 * time moves the one entry instead of leaving a stale one behind. Equal times: lower number first. Typed arrays: of plain
 * ones every time is a boxed number, which made a third of a replay's garbage.
 */
export class WakeHeap {
  /** Owners, heap-ordered by (time, owner); the first `#size` count. */
  #heap = new Int32Array(FIRST_CAPACITY);
  #size = 0;
  /** Time by owner; only of those in the heap. */
  #time = new Float64Array(FIRST_CAPACITY);
  /** Place in the heap by owner plus one, 0 = not in it. */
  #place = new Int32Array(FIRST_CAPACITY);

  get size(): number {
    return this.#size;
  }

  /** The owner that wakes first; undefined when nobody does. */
  peek(): number | undefined {
    return this.#size === 0 ? undefined : this.#heap[0];
  }

  /** When the first one wakes, `Infinity` when nobody does. */
  nextTime(): number {
    return this.#size === 0 ? Number.POSITIVE_INFINITY : this.#timeOf(this.#heap[0]);
  }

  /** When an owner wakes, `Infinity` when it does not. */
  timeOf(owner: number): number {
    return this.#placeOf(owner) < 0 ? Number.POSITIVE_INFINITY : this.#timeOf(owner);
  }

  /** Sets an owner's time; null takes it out. */
  set(owner: number, time: number | null): void {
    if (owner >= this.#time.length) this.#grow(owner);
    const place = this.#placeOf(owner);
    if (time === null) {
      if (place >= 0) this.#remove(owner, place);
      return;
    }
    const before = this.#timeOf(owner);
    this.#time[owner] = time;
    if (place < 0) {
      this.#size += 1;
      this.#rise(owner, this.#size - 1);
    } else if (time < before) this.#rise(owner, place);
    else if (time !== before) this.#sink(owner, place);
  }

  #timeOf(owner: number | undefined): number {
    return this.#time[owner ?? 0] ?? 0;
  }

  #placeOf(owner: number): number {
    return (this.#place[owner] ?? 0) - 1;
  }

  #remove(owner: number, place: number): void {
    this.#place[owner] = 0;
    this.#size -= 1;
    const last = this.#heap[this.#size];
    if (last === undefined || last === owner) return;
    this.#rise(last, place);
    this.#sink(last, this.#placeOf(last));
  }

  #isBefore(a: number, b: number): boolean {
    const timeA = this.#timeOf(a);
    const timeB = this.#timeOf(b);
    return timeA === timeB ? a < b : timeA < timeB;
  }

  #rise(owner: number, from: number): void {
    let place = from;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const other = this.#heap[above] ?? 0;
      if (!this.#isBefore(owner, other)) break;
      this.#put(other, place);
      place = above;
    }
    this.#put(owner, place);
  }

  #sink(owner: number, from: number): void {
    let place = from;
    for (let below = place * 2 + 1; below < this.#size; below = place * 2 + 1) {
      let child = this.#heap[below] ?? 0;
      const right = this.#heap[below + 1] ?? 0;
      if (below + 1 < this.#size && this.#isBefore(right, child)) {
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
    this.#place[owner] = place + 1;
  }

  #grow(owner: number): void {
    const capacity = Math.max(owner + 1, this.#time.length * 2);
    const [heap, time, place] = [this.#heap, this.#time, this.#place];
    this.#heap = new Int32Array(capacity);
    this.#time = new Float64Array(capacity);
    this.#place = new Int32Array(capacity);
    this.#heap.set(heap);
    this.#time.set(time);
    this.#place.set(place);
  }
}
