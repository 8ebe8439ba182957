import helmet from "@fastify/helmet";
import type { Api } from "../../http.js";

/** Security headers. Pages may load from here and nowhere else. */
export async function registerHelmet(app: Api): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'none'"],
        connectSrc: ["'self'"],
        fontSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        imgSrc: ["'self'", "data:"],
        objectSrc: ["'none'"],
        scriptSrc: ["'self'"],
        scriptSrcAttr: ["'none'"],
        // Positions and sizes on the canvas are style attributes.
        styleSrc: ["'self'", "'unsafe-inline'"],
        workerSrc: ["'self'"],
      },
    },
    referrerPolicy: { policy: "no-referrer" },
    frameguard: { action: "deny" },
    // Behind plain http on this machine the header would lock out nobody and help nobody; a proxy with TLS adds it.
    strictTransportSecurity: false,
  });
}
