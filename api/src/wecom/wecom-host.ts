import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Clock, EngineLogger, SopEngine, Store, Waker } from "@sopflow/engine";
import { SIMULATOR_PACE, type WecomAppRecord, WecomService, wecomAppRecords } from "@sopflow/engine/wecom";
import { createFileLinks } from "../desk/file-links.js";

export interface WecomHostOptions {
  readonly store: Store;
  readonly engine: SopEngine;
  readonly clock: Clock;
  readonly waker: Waker;
  readonly logger: EngineLogger;
  readonly filesFolder: string;
}

/** The one app there is; more than one corp is open in the client, not yet in the settings. */
const APP = "main";

/** Keeps the service of the configured app running, and starts it anew when the configuration changes. */
export class WecomHost {
  readonly #options: WecomHostOptions;
  readonly #records;
  #service: WecomService | undefined;
  #isStarted = false;
  /** When the last callback was taken, epoch ms. */
  lastCallbackAt: number | undefined;

  constructor(options: WecomHostOptions) {
    this.#options = options;
    this.#records = wecomAppRecords(options.store.records);
  }

  /** The running service; undefined while none is configured or it is switched off. */
  get service(): WecomService | undefined {
    return this.#service;
  }

  async config(): Promise<WecomAppRecord | undefined> {
    return (await this.#records.get(APP))?.doc;
  }

  /** Where the simulator's page is, whose side bar shows the advisor's list; undefined with WeCom itself. */
  async simulatorOrigin(): Promise<string | undefined> {
    const config = await this.config();
    // People may know it by another name than we do: they sign in there.
    const url = config?.baseUrl === undefined ? undefined : (config.authorizeUrl ?? config.baseUrl);
    return url !== undefined && URL.canParse(url) ? new URL(url).origin : undefined;
  }

  async start(): Promise<void> {
    this.#isStarted = true;
    await this.#run(await this.config());
  }

  async stop(): Promise<void> {
    this.#isStarted = false;
    await this.#service?.stop();
    this.#service = undefined;
  }

  async save(config: WecomAppRecord): Promise<void> {
    await this.#records.put({ id: APP, doc: config });
    if (this.#isStarted) await this.#run(config);
  }

  async #run(config: WecomAppRecord | undefined): Promise<void> {
    await this.#service?.stop();
    this.#service = undefined;
    if (!config?.enabled) return;
    const { filesFolder, ...parts } = this.#options;
    const links = createFileLinks(parts.store, () => parts.clock.now());
    const service = new WecomService({
      ...parts,
      app: config,
      readFile: (url) => readOwnFile(filesFolder, url),
      shareFile: (url) => links.share(url),
      ...(config.baseUrl !== undefined && { pace: SIMULATOR_PACE }),
    });
    service.start();
    this.#service = service;
  }
}

/** Files of the library are `/files/<name>`, with or without our address in front. */
async function readOwnFile(folder: string, url: string): Promise<Uint8Array | undefined> {
  const path = URL.canParse(url) ? new URL(url).pathname : url;
  if (!/^\/files\/[0-9a-f]{32}\.[a-z0-9]{1,5}$/.test(path)) return undefined;
  return readFile(join(folder, basename(path))).catch(() => undefined);
}
