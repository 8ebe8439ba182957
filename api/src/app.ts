import Fastify, { type FastifyServerOptions } from "fastify";
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from "fastify-type-provider-zod";
import { createBrandWrites } from "./brand/brand-writes.js";
import type { Api } from "./http.js";
import { registerAuthorise } from "./plugins/app/authorise.js";
import { answerFrameworkError, registerErrorHandling } from "./plugins/app/error-handling.js";
import { registerIdentify } from "./plugins/app/identify.js";
import { registerConsoleFiles } from "./plugins/console-files.js";
import { registerCookie } from "./plugins/external/cookie.js";
import { registerHelmet } from "./plugins/external/helmet.js";
import { type RateLimits, registerRateLimit } from "./plugins/external/rate-limit.js";
import { registerSwagger } from "./plugins/external/swagger.js";
import { registerRoutes } from "./routes/index.js";
import type { Services } from "./services.js";

/** Most bytes of a request body unless its route says otherwise. */
const BODY_LIMIT_BYTES = 65_536;
/** A request whose headers or body do not arrive in time is dropped, ms. */
const REQUEST_TIMEOUT_MS = 30_000;

export interface AppOptions extends Services {
  readonly limits?: RateLimits;
  /** Fastify's logger setting; default: none. */
  readonly logger?: NonNullable<FastifyServerOptions["logger"]>;
  /** A proxy in front says who the client is. */
  readonly trustProxy?: boolean;
  /** Folder of the built console; default: none is served. */
  readonly consoleFolder?: string;
}

const GENEROUS: RateLimits = { rateLimit: 6_000, rateLimitAnonymous: 300 };

/**
 * Composes the server: external plugins, our own, then routes. It does not listen, and neither starts nor stops the
 * engine. Rejects when a route is missing in the access table.
 */
export async function buildApp(options: AppOptions): Promise<Api> {
  const { limits = GENEROUS, logger = false, trustProxy = false, consoleFolder, ...services } = options;
  const app = Fastify({
    logger,
    trustProxy,
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: "idle",
    // HEAD would need rows of its own in the access table.
    exposeHeadRoutes: false,
    frameworkErrors: answerFrameworkError,
    genReqId: () => crypto.randomUUID(),
    routerOptions: { maxParamLength: 200 },
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.removeContentTypeParser("text/plain");

  await registerCookie(app);
  await registerHelmet(app);
  await registerSwagger(app);
  registerIdentify(app, services);
  await registerRateLimit(app, limits);

  registerErrorHandling(app);
  registerAuthorise(app);

  registerRoutes(app, services, createBrandWrites(services.store, services.engine));
  await registerConsoleFiles(app, consoleFolder, () => services.wecom.simulatorOrigin());
  await app.ready();
  return app;
}
