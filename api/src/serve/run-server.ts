import { createEngine, createFlowService, type Store, systemClock, systemWaker, WebhookSender } from "@sopflow/engine";
import { FIRST_USER, makeSignInLink } from "../access/sign-in-links.js";
import type { Config } from "../config.js";
import { filesFolder, simFile } from "../data-file.js";
import { startDemoStream } from "../demo/demo-stream.js";
import { type DemoWecom, type DemoWecomOptions, startDemoWecom } from "../demo/demo-wecom.js";
import { claimDemo, demoUntil, seedDemo } from "../demo/seed-demo.js";
import { openStore } from "../open-store.js";
import { startServer } from "../server.js";
import { WecomHost } from "../wecom/wecom-host.js";
import { requireFreePort } from "./require-free-port.js";
import { ForwardingLog, serverLogger, startupLog } from "./server-log.js";

export interface RunServerOptions {
  readonly config: Config;
  /** Make a sign-in link even though there was one. */
  readonly newLink: boolean;
  /** Aborting it stops the server gracefully. */
  readonly signal: AbortSignal;
  readonly logLine: (line: string) => void;
  /** How far the demo brand of a first start is. */
  readonly onSeeding: (done: number, total: number) => void;
  /** Called once, when requests are answered. */
  readonly onListening: (where: ListeningAt) => void;
}

export interface ListeningAt {
  readonly url: string;
  /** A path behind the url, which signs in once. */
  readonly link?: string;
  /** The page of the demo's simulated WeCom. */
  readonly wecomUrl?: string;
}

/** Written once somebody has been given a link: later starts make none unless asked to. */
const META_LINKED = "access.linked";

/**
 * Opens the data, fills a new folder with the demo brand, runs the engine, and answers requests until `signal` aborts.
 * Rejects when it cannot start, and with `TakenOverError` when another process took its database; nothing is left open
 * then.
 */
export async function runServer(options: RunServerOptions): Promise<void> {
  const { config } = options;
  // Before the data is touched: a first start would otherwise work for a while only to find that it cannot listen.
  await requireFreePort(config.host, config.port);
  const takenOver = new AbortController();
  const store = await openStore(config, true, { onTakenOver: (error) => takenOver.abort(error), thread: true });
  try {
    await serve(store, { ...options, signal: AbortSignal.any([options.signal, takenOver.signal]) });
  } finally {
    await store.close();
    // Whatever else failed on the way out failed because of that.
    takenOver.signal.throwIfAborted();
  }
}

async function serve(
  store: Store,
  { config, newLink, signal, logLine, onSeeding, onListening }: RunServerOptions,
): Promise<void> {
  const log = new ForwardingLog(startupLog(logLine));
  const engine = createEngine({ store, clock: systemClock, waker: systemWaker, logger: log });
  const flows = createFlowService({ store, clock: systemClock, engine });
  const seedUntil = config.demo ? await claimDemo(store, systemClock.now()) : undefined;
  if (seedUntil !== undefined) await seedDemo({ store, until: seedUntil, signal, onProgress: onSeeding });
  await engine.start();
  try {
    signal.throwIfAborted();
    const logger = serverLogger(config.logLevel, logLine);
    const isStreaming = config.demo && config.demoStream;
    const files = filesFolder(config.dataFolder);
    const parts = { store, engine, clock: systemClock, waker: systemWaker, filesFolder: files };
    const wecom = new WecomHost({ ...parts, logger: log });
    const services = {
      wecom,
      store,
      engine,
      flows,
      clock: systemClock,
      waker: systemWaker,
      demoStream: isStreaming,
      filesFolder: files,
    };
    const server = await startServer(config, { ...services, logger });
    log.forwardTo(server.log);
    const onError = (err: unknown) => server.log.error({ err }, "the demo's event could not be posted");
    const stream = isStreaming && startDemoStream({ store, engine, clock: systemClock, waker: systemWaker, onError });
    const endStream = await stream;
    let simulated: DemoWecom | undefined;
    const webhooks = new WebhookSender({ store, engine, clock: systemClock, waker: systemWaker, logger: log });
    try {
      webhooks.start();
      await wecom.start();
      const memoryFile = simFile(config.dataFolder);
      simulated = await simulateWecom(config, { store, engine, host: wecom, productUrl: server.url, memoryFile }, log);
      const link = newLink || (await store.getMeta(META_LINKED)) === undefined ? await firstLink(store) : undefined;
      onListening({
        url: server.url,
        ...(link !== undefined && { link }),
        ...(simulated && { wecomUrl: simulated.pageUrl }),
      });
      await aborted(signal);
    } finally {
      if (endStream) endStream();
      await webhooks.stop();
      await wecom.stop();
      await simulated?.close();
      await server.close();
    }
  } finally {
    await engine.stop();
  }
}

/** A demo brand gets a WeCom of its own. That its port is taken is no reason not to start. */
async function simulateWecom(
  { demoWecomPort: port }: Config,
  parts: Omit<DemoWecomOptions, "port">,
  log: ForwardingLog,
): Promise<DemoWecom | undefined> {
  if (port === undefined || (await demoUntil(parts.store)) === undefined) return undefined;
  try {
    return await startDemoWecom({ ...parts, port });
  } catch (error) {
    log.warn(
      { err: error, port },
      "the simulated WeCom could not start; set SOPFLOW_DEMO_WECOM to another port, or off",
    );
    return undefined;
  }
}

async function firstLink(store: Store): Promise<string> {
  const { path } = await makeSignInLink(store, { userId: FIRST_USER, role: "administrator" }, systemClock.now());
  await store.setMeta(META_LINKED, "1");
  return path;
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
