import { isAllowedHost, isSecretHeader, type Json, SECRET_PLACE, secretsIn } from "@sopflow/schemas";
import type { CheckPath, NodeCheck } from "../flow/node-check.js";
import { eventTypeIs } from "../flow/rule-draft.js";
import { effectId } from "../journey/ids.js";
import type { NodeScope } from "../journey/node-scope.js";
import { renderFor } from "../journey/render-text.js";
import type { NodeDefinition } from "./node-definition.js";
import { NODE_SHAPES } from "./node-shapes.js";

const ANSWERED = "webhook.answered";
const OUTCOMES = ["ok", "failed"] as const;
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** Set by the caller itself, or with a meaning for the connection. */
const OWN_HEADERS: ReadonlySet<string> = new Set([
  "host",
  "connection",
  "content-length",
  "content-type",
  "transfer-encoding",
  "upgrade",
  "te",
  "trailer",
  "expect",
  "idempotency-key",
]);

export const webhook: NodeDefinition<"webhook"> = {
  ...NODE_SHAPES.webhook,
  check({ data }, check) {
    const url = new URL(data.url);
    if (url.username !== "" || url.password !== "") check.error("webhook.bad_url", ["data", "url"]);
    const { webhookHosts } = check;
    if (webhookHosts && !isAllowedHost(url.hostname, webhookHosts)) {
      check.error("webhook.host_not_allowed", ["data", "url"], { host: url.hostname });
    }
    for (const [name, value] of Object.entries(data.headers)) checkHeader(name, value, check);
    if (data.body !== undefined) checkBody(data.body, ["data", "body"], check);
  },
  rules: () =>
    OUTCOMES.map((port) => ({
      port,
      input: "event",
      when: [eventTypeIs(ANSWERED), { fact: "event", path: "$.props.outcome", operator: "equal", value: port }],
    })),
  // The call is out, and its answer names this visit.
  stand: () => "stay",
  // The outbox calls; its answer is an input like any other, and the enrollment waits for it here.
  arrive(scope) {
    const { run, enrollment, node, data } = scope;
    run.effects.push({
      kind: "webhook",
      id: callId(scope),
      customerId: run.customer.id,
      flowId: enrollment.flowId,
      version: enrollment.version,
      nodeId: node.id,
      enrollmentId: enrollment.id,
      body: data.body === undefined ? ownBody(scope) : fill(data.body, scope),
      at: run.at,
    });
    return "stay";
  },
  event(scope, event) {
    if (event.type !== ANSWERED || event.props.callId !== callId(scope)) return undefined;
    return scope.decide("event", event);
  },
};

type Scope = NodeScope<"webhook">;

const callId = ({ enrollment, node }: Scope): string =>
  effectId(enrollment.id, node.id, enrollment.visit, "webhook", "0");

const ownBody = ({ run, enrollment, node }: Scope): Json => ({
  customerId: run.customer.id,
  identities: run.customer.identities,
  flowId: enrollment.flowId,
  version: enrollment.version,
  nodeId: node.id,
  enrollmentId: enrollment.id,
  entry: enrollment.entry,
  at: new Date(run.at).toISOString(),
});

/** Every text in the body is a template. */
function fill(value: Json, scope: Scope): Json {
  if (typeof value === "string") return renderFor(scope.run, scope.enrollment, scope.node.id, value);
  if (Array.isArray(value)) return value.map((one) => fill(one, scope));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fill(one, scope)]));
}

function checkHeader(name: string, value: string, check: NodeCheck): void {
  const path = ["data", "headers", name];
  const isOwn = OWN_HEADERS.has(name.toLowerCase());
  if (isOwn || !HEADER_NAME.test(name) || /[\r\n\0]/.test(value)) check.error("webhook.bad_header", path, { name });
  const withoutSecrets = value.replace(SECRET_PLACE, "");
  // `Bearer {{secret.crm}}` is as good as the place alone.
  if (isSecretHeader(name) && (withoutSecrets === value || /\S{12,}/.test(withoutSecrets))) {
    check.error("webhook.secret_inline", path, { name, place: "{{secret.name}}" });
  }
  const { webhookSecrets } = check;
  for (const secret of webhookSecrets ? secretsIn(value) : []) {
    if (!webhookSecrets?.has(secret)) check.error("webhook.secret_missing", path, { secret });
  }
}

function checkBody(value: Json, path: CheckPath, check: NodeCheck): void {
  if (typeof value === "string") check.template(value, path);
  else if (Array.isArray(value)) for (const [i, one] of value.entries()) checkBody(one, [...path, i], check);
  else if (typeof value === "object" && value !== null) {
    for (const [key, one] of Object.entries(value)) checkBody(one, [...path, key], check);
  }
}
