import { ACCESS, type AccessRule, accessRule } from "../../access/access-table.js";
import type { Principal } from "../../access/principal.js";
import { mayChange } from "../../access/same-origin.js";
import { ApiError } from "../../errors/api-error.js";
import type { Api } from "../../http.js";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Lets a request on only if the access table says so. Before the body is read, so that a stranger cannot make us parse
 * anything. Registering a route that the table does not name throws: the server does not start.
 */
export function registerAuthorise(app: Api): void {
  const registered = new Set<string>();
  app.addHook("onRoute", ({ method, path }) => {
    for (const one of Array.isArray(method) ? method : [method]) {
      if (!accessRule(one, path)) throw new Error(`${one} ${path} is missing in the access table`);
      registered.add(`${one} ${path}`);
    }
  });
  app.addHook("onReady", async () => {
    const unused = Object.keys(ACCESS).filter((route) => !registered.has(route));
    if (unused.length > 0) throw new Error(`the access table names routes that are not there: ${unused.join(", ")}`);
  });
  app.addHook("preParsing", async (request) => {
    const { principal } = request;
    if (request.is404) {
      // A stranger does not learn which addresses there are.
      if (!principal && request.url.startsWith("/v1/")) throw ApiError.of("auth.required");
      return;
    }
    const rule = accessRule(request.method, request.routeOptions.url ?? "");
    if (rule === "open") return;
    if (!principal) throw ApiError.of("auth.required");
    if (!rule || !isAllowed(rule, principal)) throw ApiError.of("auth.forbidden", { needed: neededBy(rule) });
    if (principal.kind === "session" && !SAFE_METHODS.has(request.method) && !mayChange(request.headers)) {
      throw ApiError.of("auth.csrf");
    }
  });
}

function isAllowed(rule: Exclude<AccessRule, "open">, principal: Principal): boolean {
  return principal.kind === "key"
    ? principal.scopes.some((scope) => rule.scopes.includes(scope))
    : rule.roles.includes(principal.role);
}

const neededBy = (rule: Exclude<AccessRule, "open"> | undefined): string =>
  rule ? [...rule.scopes, ...rule.roles].filter((name, i, all) => all.indexOf(name) === i).join(" / ") : "";
