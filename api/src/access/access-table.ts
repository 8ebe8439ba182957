import type { Role, Scope } from "@sopflow/engine";

/** Who may call a route: any of the scopes for a key, any of the roles for a person. `open` needs neither. */
export type AccessRule = "open" | { readonly scopes: readonly Scope[]; readonly roles: readonly Role[] };

const rule = (scopes: readonly Scope[], roles: readonly Role[]): AccessRule => ({
  scopes: [...scopes, "admin"],
  roles: ["administrator", ...roles],
});

const READ = rule(["read"], ["lead", "viewer"]);
/** Flows are read by what designs them too. */
const READ_FLOWS = rule(["read", "flows"], ["lead", "viewer"]);
/** Readable by advisors as well; what is theirs alone is cut in the queries (`confinedTo`). */
const READ_OWN = rule(["read", "tasks"], ["lead", "viewer", "advisor"]);
const WORK = rule(["tasks"], ["lead", "advisor"]);
const DESIGN = rule(["flows"], ["lead"]);
const INTAKE = rule(["intake"], []);
const BRAND = rule([], ["lead"]);
const ADMIN = rule([], []);
/** A person with a session, whoever; of keys only `admin`, which has nothing to do there. */
const SIGNED_IN = rule([], ["lead", "advisor", "viewer"]);

/**
 * Every route and who may call it: `METHOD path` as it is registered. A route that is missing here keeps the server
 * from starting, so nothing is ever open by oversight.
 */
export const ACCESS = {
  "GET /healthz": "open",
  "GET /readyz": "open",
  "GET /metrics": READ,
  "GET /v1/openapi.json": rule(["read", "intake", "tasks", "flows"], ["lead", "viewer", "advisor"]),

  // The console's own files: nothing in them is anybody's.
  "GET /*": "open",

  "POST /v1/session": "open",
  "GET /v1/session": SIGNED_IN,
  "DELETE /v1/session": SIGNED_IN,
  "POST /v1/sign-in-links": ADMIN,
  "GET /v1/webhook-secrets": BRAND,
  "PUT /v1/webhook-secrets/:name": BRAND,
  "DELETE /v1/webhook-secrets/:name": BRAND,
  "GET /v1/keys": ADMIN,
  "POST /v1/keys": ADMIN,
  "DELETE /v1/keys/:id": ADMIN,

  "POST /v1/events": INTAKE,
  "POST /v1/events/batch": INTAKE,

  "GET /v1/customers": READ_OWN,
  "GET /v1/customers/:id": READ_OWN,
  "GET /v1/customers/:id/timeline": READ_OWN,
  "GET /v1/customers/:id/why": READ_OWN,
  "GET /v1/customers/:id/why/:seq": READ_OWN,
  // For designing flows: what an advisor or a viewer sees of a customer is the view above.
  "GET /v1/customers/:id/preview": rule(["read"], ["lead"]),
  "POST /v1/customers/:id/tags": WORK,
  "POST /v1/customers/:id/enrollments/:enrollmentId/exit": DESIGN,
  "POST /v1/customers/:id/enrollments/:enrollmentId/move": DESIGN,

  "GET /v1/customers/:id/notes": READ_OWN,
  "POST /v1/customers/:id/notes": WORK,
  "DELETE /v1/customers/:id/notes/:noteId": WORK,
  "POST /v1/customers/:id/reminders": WORK,
  "GET /v1/reminders": READ_OWN,
  "POST /v1/reminders/:id/done": WORK,
  "POST /v1/reminders/:id/move": WORK,
  "POST /v1/reminders/:id/cancel": WORK,

  "GET /v1/library": READ_OWN,
  "POST /v1/library": WORK,
  "PUT /v1/library/:id": WORK,
  "DELETE /v1/library/:id": WORK,
  "PUT /v1/library/:id/favourite": WORK,
  "POST /v1/files": WORK,
  "GET /files/:file": READ_OWN,
  // Opened by WeCom and by customers; the address proves itself by its signature.
  "GET /shared/files/:file": "open",

  "GET /v1/held": READ,
  "GET /v1/held/lines": READ,
  "GET /v1/team": READ,
  "GET /v1/team/forecast": READ,
  "POST /v1/team/:id/nudge": BRAND,
  "GET /v1/hand-overs": READ,
  "POST /v1/hand-overs": BRAND,

  "GET /v1/tasks": READ_OWN,
  "GET /v1/tasks/live": READ_OWN,
  "GET /v1/tasks/:id": READ_OWN,
  "GET /v1/tasks/:id/why": READ_OWN,
  "POST /v1/tasks/:id/assign": rule(["tasks"], ["lead"]),
  "POST /v1/tasks/:id/open": WORK,
  "POST /v1/tasks/:id/complete": WORK,
  "POST /v1/tasks/:id/skip": WORK,
  "POST /v1/tasks/:id/postpone": WORK,

  "GET /v1/flows": READ_FLOWS,
  "POST /v1/flows": DESIGN,
  "POST /v1/flows/validate": READ_FLOWS,
  "POST /v1/flows/compile": READ_FLOWS,
  "GET /v1/templates": READ_FLOWS,
  "GET /v1/flows/:id": READ_FLOWS,
  "PUT /v1/flows/:id": DESIGN,
  "POST /v1/flows/:id/rename": DESIGN,
  "POST /v1/flows/:id/duplicate": DESIGN,
  "POST /v1/flows/:id/validate": READ_FLOWS,
  "POST /v1/flows/:id/compile": READ_FLOWS,
  "POST /v1/flows/:id/publish": DESIGN,
  "POST /v1/flows/:id/pause": DESIGN,
  "POST /v1/flows/:id/resume": DESIGN,
  "POST /v1/flows/:id/archive": DESIGN,
  "GET /v1/flows/:id/stops": READ_FLOWS,
  "POST /v1/flows/:id/steps/:nodeId/release": DESIGN,
  "GET /v1/startable-flows": READ_OWN,
  // An advisor starts a flow for own customers only.
  "POST /v1/flows/:id/start": rule(["flows", "tasks"], ["lead", "advisor"]),
  "GET /v1/flows/:id/experiments": READ_FLOWS,
  "GET /v1/flows/:id/impact": DESIGN,
  "POST /v1/flows/:id/impact": DESIGN,
  "POST /v1/flows/:id/forecast": DESIGN,
  "GET /v1/flows/:id/backtests": READ_FLOWS,
  "POST /v1/flows/:id/backtests": DESIGN,
  "DELETE /v1/flows/:id/backtests/:runId": DESIGN,
  "GET /v1/flows/:id/shadow": READ_FLOWS,
  "POST /v1/flows/:id/shadow": DESIGN,
  "DELETE /v1/flows/:id/shadow": DESIGN,
  "GET /v1/flows/:id/shadow/differences": READ_FLOWS,
  "GET /v1/flows/:id/inside": READ_FLOWS,
  "GET /v1/flows/:id/versions": READ_FLOWS,
  "GET /v1/flows/:id/versions/:version": READ_FLOWS,
  "POST /v1/flows/:id/versions/:version/restore": DESIGN,
  "GET /v1/flows/:id/enrollments": READ,
  "GET /v1/flows/:id/steps/:nodeId/trace": READ,
  "GET /v1/flows/:id/entry-check": READ,
  "GET /v1/flows/:id/live": READ_FLOWS,

  "GET /v1/advisors": READ_OWN,
  "PUT /v1/advisors/:id": BRAND,
  "GET /v1/products": READ_OWN,
  "PUT /v1/products/:sku": BRAND,
  "GET /v1/settings": READ_FLOWS,
  "PUT /v1/settings": BRAND,
  "GET /v1/taxonomy": rule(["read", "flows", "tasks"], ["lead", "viewer", "advisor"]),
  "PUT /v1/taxonomy": BRAND,

  // WeCom calls and visits these; each proves itself by signature, code and state.
  "GET /wecom/callback": "open",
  "POST /wecom/callback": "open",
  "GET /wecom/callback/:connection": "open",
  "POST /wecom/callback/:connection": "open",
  "GET /wecom/sign-in": "open",
  "GET /wecom/signed-in": "open",
  "GET /v1/wecom": rule([], ["lead", "viewer"]),
  "PUT /v1/wecom": ADMIN,
  "GET /v1/wecom/connections": rule([], ["lead", "viewer"]),
  "DELETE /v1/wecom/connections/:connection": ADMIN,
  "POST /v1/wecom/check": BRAND,
  "POST /v1/wecom/reconcile": BRAND,
  "GET /v1/wecom/contact-ways": READ,
  "POST /v1/wecom/contact-ways": BRAND,
  "GET /v1/wecom/js-sdk": SIGNED_IN,
  "POST /v1/wecom/chat-messages": WORK,

  "GET /v1/demo": READ,
  "PUT /v1/demo": BRAND,
  "POST /v1/demo/friends": BRAND,

  "GET /v1/alerts": READ,
  "GET /v1/notifications": READ_OWN,
} as const satisfies Record<string, AccessRule>;

/** The rule of a route, undefined when the table has none. */
export function accessRule(method: string, path: string): AccessRule | undefined {
  const key = `${method} ${path}`;
  return Object.hasOwn(ACCESS, key) ? ACCESS[key as keyof typeof ACCESS] : undefined; // checked by hasOwn
}
