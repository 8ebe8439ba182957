import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Clock, EngineLogger, SopEngine, Store, Waker } from "@sopflow/engine";
import {
  type ConnectionScope,
  MAIN_CONNECTION,
  recordsOfConnection,
  SIMULATOR_PACE,
  type WecomAppRecord,
  WecomService,
  wecomAppRecords,
} from "@sopflow/engine/wecom";
import type { Advisor } from "@sopflow/schemas";
import { createFileLinks } from "../desk/file-links.js";

export interface WecomHostOptions {
  readonly store: Store;
  readonly engine: SopEngine;
  readonly clock: Clock;
  readonly waker: Waker;
  readonly logger: EngineLogger;
  readonly filesFolder: string;
}

/** One app of a corp, as it is set up, and its service while it runs. */
export interface Connection {
  readonly id: string;
  readonly config: WecomAppRecord;
  readonly service: WecomService | undefined;
}

const MOST_CONNECTIONS = 50;

/** Keeps the services of the configured apps running, and starts one anew when its configuration changes. */
export class WecomHost {
  readonly #options: WecomHostOptions;
  readonly #records;
  readonly #services = new Map<string, WecomService>();
  /** As they are saved: whose advisor is whose is asked all the time. */
  #configs = new Map<string, WecomAppRecord>();
  #isStarted = false;
  readonly #lastCallbackAt = new Map<string, number>();

  constructor(options: WecomHostOptions) {
    this.#options = options;
    this.#records = wecomAppRecords(options.store.records);
  }

  /** The running service of a connection; undefined while it is not configured or switched off. */
  serviceOf(id: string): WecomService | undefined {
    return this.#services.get(id);
  }

  /** The service where there is one connection; of several the first that runs. */
  get service(): WecomService | undefined {
    return this.#services.get(MAIN_CONNECTION) ?? [...this.#services.values()][0];
  }

  async config(id: string = MAIN_CONNECTION): Promise<WecomAppRecord | undefined> {
    return (await this.#records.get(id))?.doc;
  }

  /** All of them, the first one first. */
  async connections(): Promise<Connection[]> {
    const rows = await this.#records.list({ limit: MOST_CONNECTIONS });
    return rows
      .map(({ id, doc: config }) => ({ id, config, service: this.#services.get(id) }))
      .sort((a, b) => Number(b.id === MAIN_CONNECTION) - Number(a.id === MAIN_CONNECTION) || (a.id < b.id ? -1 : 1));
  }

  /** The connection of an advisor; undefined while there is none at all. */
  async connectionOf(advisorId: string | undefined): Promise<Connection | undefined> {
    const all = await this.connections();
    const advisor = (await this.#options.store.brand.advisors()).find(({ id }) => id === advisorId);
    const own = all.find(({ id }) => id === advisor?.wecomApp);
    return own ?? all[0];
  }

  /** Records of every connection: what is under way there, to be read. */
  async eachRecords(): Promise<Store["records"][]> {
    const { records } = this.#options.store;
    const others = (await this.connections()).filter(({ id }) => id !== MAIN_CONNECTION);
    return [records, ...others.map(({ id }) => recordsOfConnection(records, id))];
  }

  recordsOf(id: string): Store["records"] {
    return recordsOfConnection(this.#options.store.records, id);
  }

  /** When a callback of a connection was taken last, epoch ms. */
  lastCallbackAt(id: string): number | undefined {
    return this.#lastCallbackAt.get(id);
  }

  noteCallback(id: string, at: number): void {
    this.#lastCallbackAt.set(id, at);
  }

  /** Where the simulator's page is, whose side bar shows the advisor's list; undefined with WeCom itself. */
  async simulatorOrigin(): Promise<string | undefined> {
    for (const { config } of await this.connections()) {
      // People may know it by another name than we do: they sign in there.
      const url = config.baseUrl === undefined ? undefined : (config.authorizeUrl ?? config.baseUrl);
      if (url !== undefined && URL.canParse(url)) return new URL(url).origin;
    }
    return undefined;
  }

  async start(): Promise<void> {
    this.#isStarted = true;
    for (const { id, config } of await this.connections()) this.#configs.set(id, config);
    for (const id of this.#configs.keys()) await this.#run(id);
  }

  async stop(): Promise<void> {
    this.#isStarted = false;
    const running = [...this.#services.values()];
    this.#services.clear();
    await Promise.all(running.map((service) => service.stop()));
  }

  async save(config: WecomAppRecord, id: string = MAIN_CONNECTION): Promise<void> {
    await this.#records.put({ id, doc: config });
    this.#configs.set(id, config);
    if (this.#isStarted) await this.#run(id);
  }

  /** Forgets a connection. Its advisors are those of the first one from now on. */
  async remove(id: string): Promise<void> {
    await this.#records.put({ id });
    this.#configs.delete(id);
    this.#lastCallbackAt.delete(id);
    if (this.#isStarted) await this.#run(id);
  }

  async #run(id: string): Promise<void> {
    const before = this.#services.get(id);
    this.#services.delete(id);
    await before?.stop();
    const config = this.#configs.get(id);
    if (!config?.enabled) return;
    const { filesFolder, ...parts } = this.#options;
    const links = createFileLinks(parts.store, () => parts.clock.now());
    const service = new WecomService({
      ...parts,
      app: config,
      scope: this.#scopeOf(id),
      readFile: (url) => readOwnFile(filesFolder, url),
      shareFile: (url) => links.share(url),
      ...(config.baseUrl !== undefined && { pace: SIMULATOR_PACE }),
    });
    service.start();
    this.#services.set(id, service);
  }

  #scopeOf(id: string): ConnectionScope {
    const corpOf = (one: string) => this.#configs.get(one)?.corpId;
    return {
      id,
      owns: (advisor) => this.#idOf(advisor) === id,
      knows: (advisor) => corpOf(this.#idOf(advisor)) === corpOf(id),
    };
  }

  /** An advisor who names none, or one that is gone, has the first one. */
  #idOf({ wecomApp }: Advisor): string {
    if (wecomApp !== undefined && this.#configs.has(wecomApp)) return wecomApp;
    if (this.#configs.has(MAIN_CONNECTION)) return MAIN_CONNECTION;
    return [...this.#configs.keys()].sort()[0] ?? MAIN_CONNECTION;
  }
}

/** Files of the library are `/files/<name>`, with or without our address in front. */
async function readOwnFile(folder: string, url: string): Promise<Uint8Array | undefined> {
  const path = URL.canParse(url) ? new URL(url).pathname : url;
  if (!/^\/files\/[0-9a-f]{32}\.[a-z0-9]{1,5}$/.test(path)) return undefined;
  return readFile(join(folder, basename(path))).catch(() => undefined);
}
