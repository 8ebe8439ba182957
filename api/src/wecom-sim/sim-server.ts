import { SimActError, type WecomSim } from "@sopflow/engine";
import Fastify, { type FastifyInstance } from "fastify";
import { CallbackCarrier } from "./callback-carrier.js";
import { registerCgi } from "./cgi-routes.js";
import { registerControl } from "./control-routes.js";
import { registerOauth } from "./oauth-routes.js";
import { registerPage } from "./page-files.js";
import type { ProductShop } from "./product-shop.js";
import type { SimClock } from "./sim-clock.js";
import type { SimContext } from "./sim-context.js";

export interface SimServerOptions {
  readonly sim: WecomSim;
  readonly clock: SimClock;
  /** Default: 127.0.0.1. */
  readonly host?: string;
  /** 0 for any free one. */
  readonly port: number;
  /** The product that hears of orders. */
  readonly shop?: ProductShop;
  /** The product's page that the advisor's side bar shows. */
  readonly sideBarUrl?: string;
  /** Folder of the built page, usually `SIM_PAGE_FOLDER`. */
  readonly pageFolder: string;
  readonly fetch?: typeof globalThis.fetch;
  /** A call or an act may have changed something. */
  readonly onChange?: () => void;
}

export interface RunningSim {
  readonly url: string;
  readonly sim: WecomSim;
  /** Stops listening and breaks off callbacks. */
  close(): Promise<void>;
}

/** Serves the simulator: WeCom's interface, sign-in, the control interface and the page. Rejects when it cannot listen. */
export async function startSimServer(options: SimServerOptions): Promise<RunningSim> {
  const { sim, clock, host = "127.0.0.1", port, fetch = globalThis.fetch } = options;
  const revision = { value: 1 };
  const noteChange = () => {
    revision.value++;
    options.onChange?.();
  };
  const carrier = new CallbackCarrier({ sim, clock, fetch, onChange: noteChange });
  const context: SimContext = {
    sim,
    clock,
    carrier,
    shop: options.shop,
    sideBarUrl: options.sideBarUrl,
    revision,
    fetch,
    changed() {
      noteChange();
      carrier.wake();
    },
  };
  const app = Fastify({ forceCloseConnections: true, exposeHeadRoutes: false, routerOptions: { maxParamLength: 200 } });
  refuseOtherSites(app, host);
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof SimActError) return reply.code(409).send({ message: error.message });
    throw error;
  });
  await registerCgi(app, context);
  registerOauth(app, context);
  registerControl(app, context);
  await registerPage(app, options.pageFolder, options.sideBarUrl);
  await app.listen({ host, port });
  const address = app.server.address();
  const listening = address === null || typeof address === "string" ? port : address.port;
  const url = `http://${host.includes(":") ? `[${host}]` : host}:${listening}`;
  sim.state.publicUrl = url;
  carrier.wake();
  return {
    url,
    sim,
    async close() {
      await carrier.stop();
      await app.close();
    },
  };
}

const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

/**
 * A page of another site may not play here: browsers name the site that asks. And a foreign name that leads to this
 * machine is not this machine's, or such a page could call itself ours.
 */
function refuseOtherSites(app: FastifyInstance, listensOn: string): void {
  const isLocal = LOOPBACK.has(listensOn) || listensOn === "::1";
  app.addHook("onRequest", async (request, reply) => {
    const { origin, host = "" } = request.headers;
    if (!request.url.startsWith("/sim/")) return;
    const isForeignName = isLocal && !LOOPBACK.has(host.replace(/:\d+$/, ""));
    const isForeignPage = request.method !== "GET" && origin !== undefined && origin !== `http://${host}`;
    if (isForeignName || isForeignPage) {
      await reply.code(403).send({ message: "only the simulator's own page may do this" });
    }
  });
}
