import { existsSync, readdirSync } from "node:fs";
import { relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import type { FastifyReply, FastifyRequest } from "fastify";
import { ApiError } from "../errors/api-error.js";
import type { Api } from "../http.js";

/** Where the built console is, beside this package. */
export const CONSOLE_FOLDER = fileURLToPath(new URL("../../../editor/dist/", import.meta.url));

/**
 * Stricter than for the rest of the server: pages run no inline script and no inline style. React sets single properties
 * of styles, which a policy does not count as inline.
 */
const PAGE_POLICY = [
  "default-src 'self'",
  "base-uri 'none'",
  "connect-src 'self'",
  "font-src 'self'",
  "form-action 'self'",
  "img-src 'self' data:",
  "object-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "worker-src 'self'",
].join("; ");

const FRAMED_BY_NOBODY = "'none'";

const YEAR_SECONDS = 31_536_000;

/**
 * Serves the console and the advisor's list. Addresses of their own (`/customers/c1`) are answered with their page. Files
 * are looked up in a list, so that nothing outside of the folder has a name. Without a built console every address is
 * unknown, as before. `advisorFrame` names the origin whose page may frame the advisor's list; undefined = nobody's.
 */
export async function registerConsoleFiles(
  app: Api,
  folder: string | undefined,
  advisorFrame: () => Promise<string | undefined> = async () => undefined,
): Promise<void> {
  let files = folder === undefined ? new Set<string>() : listFiles(folder);
  if (folder !== undefined && files.size > 0) {
    await app.register(fastifyStatic, {
      root: folder,
      serve: false,
      // Written beside the files when the console is built.
      preCompressed: true,
      cacheControl: false,
    });
  }
  app.get("/*", { schema: { hide: true } }, (request, reply) => {
    const path = pathOf(request);
    // A console that was built anew meanwhile asks for names that were not there at the start.
    if (folder !== undefined && path.startsWith("assets/") && !files.has(path)) files = listFiles(folder);
    return answer(request, reply, files, advisorFrame);
  });
}

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  files: ReadonlySet<string>,
  advisorFrame: () => Promise<string | undefined>,
): Promise<FastifyReply> {
  const path = pathOf(request);
  if (files.has(path) && !path.endsWith(".html")) {
    // The names of what the build makes hold a hash of the content.
    const age = path.startsWith("assets/") ? `public, max-age=${YEAR_SECONDS}, immutable` : "public, max-age=3600";
    return reply.header("cache-control", age).sendFile(path);
  }
  const page = path === "advisor" || path.startsWith("advisor/") ? "advisor.html" : "index.html";
  if (!files.has(page) || !isPageAddress(request, path)) {
    // A stranger does not learn which addresses of the interface there are.
    throw ApiError.of(path.startsWith("v1/") && !request.principal ? "auth.required" : "request.not_found");
  }
  const framedBy = page === "advisor.html" ? await advisorFrame() : undefined;
  // The older header knows no exceptions.
  if (framedBy !== undefined) reply.removeHeader("x-frame-options");
  return reply
    .header("cache-control", "no-cache")
    .header("content-security-policy", `${PAGE_POLICY}; frame-ancestors ${framedBy ?? FRAMED_BY_NOBODY}`)
    .sendFile(page);
}

/** Programs that ask for JSON, and whoever looks for a file that is gone, are not helped by a page. */
function isPageAddress({ headers }: FastifyRequest, path: string): boolean {
  if (isInterface(path) || path.startsWith("assets/")) return false;
  return headers.accept?.includes("text/html") ?? false;
}

const isInterface = (path: string): boolean => path === "v1" || path.startsWith("v1/");

const pathOf = ({ params }: FastifyRequest): string => {
  const path = typeof params === "object" && params !== null && "*" in params ? params["*"] : "";
  return typeof path === "string" ? path : "";
};

function listFiles(folder: string): Set<string> {
  if (!existsSync(folder)) return new Set();
  const found = readdirSync(folder, { recursive: true, withFileTypes: true });
  return new Set(
    found
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, `${entry.parentPath}${sep}${entry.name}`).split(sep).join("/"))
      // Notes of the build about itself.
      .filter((path) => !path.startsWith(".")),
  );
}
