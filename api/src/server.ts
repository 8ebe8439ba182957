import type { AddressInfo } from "node:net";
import type { EngineLogger } from "@sopflow/engine";
import { type AppOptions, buildApp } from "./app.js";
import type { Config } from "./config.js";
import type { Api } from "./http.js";
import { CONSOLE_FOLDER } from "./plugins/console-files.js";

export interface RunningServer {
  /** Where a browser finds it. */
  readonly url: string;
  readonly log: EngineLogger;
  /** Answers what is being answered, takes nothing new, and ends live streams. */
  close(): Promise<void>;
}

/** Builds the app and listens. The only place that does. */
export async function startServer(
  config: Config,
  options: Omit<AppOptions, "limits" | "trustProxy">,
): Promise<RunningServer> {
  const app = await buildApp({
    ...options,
    consoleFolder: CONSOLE_FOLDER,
    trustProxy: config.trustProxy,
    limits: { rateLimit: config.rateLimit, rateLimitAnonymous: config.rateLimitAnonymous },
  });
  try {
    await app.listen({ host: config.host, port: config.port });
  } catch (error) {
    await app.close();
    throw error;
  }
  const address = app.server.address();
  return { url: urlOf(config.host, address), log: app.log, close: () => closeSoon(app) };
}

/** How often connections are looked at while the server closes, ms. */
const SWEEP_MS = 50;

/** Whose last request is answered while the server closes would be kept for the next one, for more than a minute. */
async function closeSoon(app: Api): Promise<void> {
  const sweep = setInterval(() => app.server.closeIdleConnections(), SWEEP_MS);
  try {
    await app.close();
  } finally {
    clearInterval(sweep);
  }
}

function urlOf(host: string, address: AddressInfo | string | null): string {
  if (address === null || typeof address === "string") return `http://${host}`;
  // Every address of this machine: the one a browser here can use.
  const name = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${address.port}`;
}
