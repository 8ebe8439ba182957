import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { CONSOLE_FOLDER } from "../plugins/console-files.js";

/** Where the build puts the page: below the console. */
export const SIM_PAGE_FOLDER = join(CONSOLE_FOLDER, "wecom-sim");
const PAGE = "wecom-sim.html";

/** The page where a person plays both phones; without a built console a line that says how to build it. */
export async function registerPage(
  app: FastifyInstance,
  folder: string,
  sideBarUrl: string | undefined,
): Promise<void> {
  const frames = sideBarUrl === undefined ? "'self'" : `'self' ${new URL(sideBarUrl).origin}`;
  const policy =
    "default-src 'self'; base-uri 'none'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; " +
    `frame-src ${frames}; img-src 'self' data:; object-src 'none'; script-src 'self'; style-src 'self'`;
  if (!existsSync(join(folder, PAGE))) {
    app.get("/", (_request, reply) =>
      reply
        .type("text/plain; charset=utf-8")
        .send("The page is not built yet: run `npm run build`. /sim/state works.\n"),
    );
    return;
  }
  await app.register(fastifyStatic, { root: folder, serve: false, preCompressed: true, cacheControl: false });
  app.get("/", (_request, reply) =>
    reply.header("content-security-policy", policy).header("cache-control", "no-cache").sendFile(PAGE),
  );
  app.get<{ Params: { "*": string } }>("/assets/*", (request, reply) =>
    reply.sendFile(`assets/${request.params["*"]}`),
  );
}
