import type { Change, Connection } from "./connection.js";
import type { Documents, Name } from "./documents.js";

/** What a write will change: documents as they will be, read through what it has changed already. */
export class Draft {
  readonly #known = new Map<Name, Map<string | number, Documents[Name] | undefined>>();
  readonly #changed = new Map<Name, Set<string | number>>();
  /** People whose documents all go, after everything else. */
  readonly erase: string[] = [];

  constructor(private readonly connection: Connection) {}

  /** Reads documents that `get` will be asked for. */
  async load<N extends Name>(name: N, ids: readonly (string | number)[]): Promise<void> {
    const known = this.#in(name);
    const missing = [...new Set(ids)].filter((id) => !known.has(id));
    if (missing.length === 0) return;
    const found = new Map((await this.connection.byIds(name, missing)).map((row) => [row._id, row]));
    for (const id of missing) known.set(id, found.get(id));
  }

  /** Must have been loaded or put. */
  get<N extends Name>(name: N, id: string | number): Documents[N] | undefined {
    const known = this.#in(name);
    if (!known.has(id)) throw new Error(`${name} ${id} was not loaded`);
    return known.get(id) as Documents[N] | undefined; // #in(name) holds rows of that name only
  }

  put<N extends Name>(name: N, row: Documents[N]): void {
    this.#in(name).set(row._id, row);
    this.#touch(name, row._id);
  }

  remove(name: Name, id: string | number): void {
    this.#in(name).set(id, undefined);
    this.#touch(name, id);
  }

  get isEmpty(): boolean {
    return this.#changed.size === 0 && this.erase.length === 0;
  }

  changes(): Change<Name>[] {
    return [...this.#changed].map(([name, ids]) => {
      const put: Documents[Name][] = [];
      const remove: (string | number)[] = [];
      for (const id of ids) {
        const row = this.#in(name).get(id);
        if (row) put.push(row);
        else remove.push(id);
      }
      return { name, put, remove };
    });
  }

  #in(name: Name) {
    let known = this.#known.get(name);
    if (!known) {
      known = new Map();
      this.#known.set(name, known);
    }
    return known;
  }

  #touch(name: Name, id: string | number): void {
    const ids = this.#changed.get(name);
    if (ids) ids.add(id);
    else this.#changed.set(name, new Set([id]));
  }
}
