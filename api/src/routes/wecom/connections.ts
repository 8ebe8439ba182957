import { listUrlOf, MAIN_CONNECTION, reconciliationRecords } from "@sopflow/engine/wecom";
import {
  type WecomState,
  wecomCheckListSchema,
  wecomConnectionListSchema,
  wecomConnectionParamsSchema,
  wecomConnectionQuerySchema,
  wecomReconciliationSchema,
  wecomSettingsBodySchema,
  wecomStateSchema,
} from "@sopflow/schemas";
import { z } from "zod";
import { recordAudit } from "../../access/audit.js";
import { requirePrincipal } from "../../access/require-principal.js";
import { ApiError } from "../../errors/api-error.js";
import { errorResponses } from "../../errors/error-responses.js";
import type { Api } from "../../http.js";
import type { Services } from "../../services.js";
import { checkConnection } from "../../wecom/check-connection.js";
import type { WecomHost } from "../../wecom/wecom-host.js";
import { askingWecom } from "./asking-wecom.js";

/** How each connection is set up and stands. `?connection=` names one; without it is the first. */
export function registerConnections(
  app: Api,
  { store, clock, wecom: host }: Pick<Services, "store" | "clock" | "wecom">,
): void {
  const querystring = wecomConnectionQuerySchema;

  app.get(
    "/v1/wecom",
    { schema: { querystring, response: { ...errorResponses(), 200: wecomStateSchema } } },
    async (request) => stateOf(host, request.query.connection ?? MAIN_CONNECTION),
  );

  app.get(
    "/v1/wecom/connections",
    { schema: { response: { ...errorResponses(), 200: wecomConnectionListSchema } } },
    async () => ({ items: await Promise.all((await host.connections()).map(({ id }) => stateOf(host, id))) }),
  );

  app.put(
    "/v1/wecom",
    {
      schema: {
        querystring,
        body: wecomSettingsBodySchema,
        response: { ...errorResponses(409, 422), 200: wecomStateSchema },
      },
    },
    async (request) => {
      const { body } = request;
      const { connection = MAIN_CONNECTION } = request.query;
      const before = await host.config(connection);
      const secret = body.secret ?? before?.secret;
      if (secret === undefined) throw ApiError.of("wecom.secret_missing", { field: "Secret" });
      const { corpId, agentId, enabled } = body;
      const same = (await host.connections()).find(
        ({ id, config }) => id !== connection && config.corpId === corpId && config.agentId === agentId,
      );
      if (same) throw ApiError.of("wecom.app_twice", { name: same.config.name ?? same.id });
      const config = {
        ...(body.name ? { name: body.name } : {}),
        corpId,
        agentId,
        secret,
        callbackToken: body.callbackToken ?? before?.callbackToken ?? "",
        callbackAesKey: body.callbackAesKey ?? before?.callbackAesKey ?? "",
        origin: body.origin.replace(/\/+$/, ""),
        enabled,
        savedAt: clock.now(),
        ...(body.baseUrl === undefined ? {} : { baseUrl: body.baseUrl }),
        ...(body.authorizeUrl === undefined ? {} : { authorizeUrl: body.authorizeUrl }),
      };
      await host.save(config, connection);
      const detail = { connection, corpId, agentId, enabled };
      await recordAudit(store, clock, requirePrincipal(request), "settings", "wecom.saved", detail);
      return stateOf(host, connection);
    },
  );

  app.delete(
    "/v1/wecom/connections/:connection",
    {
      schema: {
        params: wecomConnectionParamsSchema,
        response: { ...errorResponses(404), 204: z.undefined() },
      },
    },
    async (request, reply) => {
      const { connection } = request.params;
      if (!(await host.config(connection))) throw ApiError.of("wecom.no_connection", { id: connection });
      await host.remove(connection);
      await recordAudit(store, clock, requirePrincipal(request), "settings", "wecom.removed", { connection });
      return reply.code(204).send();
    },
  );

  app.post(
    "/v1/wecom/check",
    { schema: { querystring, response: { ...errorResponses(409), 200: wecomCheckListSchema } } },
    async (request) => {
      const { connection = MAIN_CONNECTION } = request.query;
      const config = await host.config(connection);
      const service = host.serviceOf(connection);
      if (!service || !config) throw ApiError.of("wecom.not_configured");
      const hasCallback = config.callbackToken !== "" && config.callbackAesKey !== "";
      const lastCallbackAt = host.lastCallbackAt(connection);
      return { items: await checkConnection({ service, origin: config.origin, hasCallback, lastCallbackAt }) };
    },
  );

  app.post(
    "/v1/wecom/reconcile",
    { schema: { querystring, response: { ...errorResponses(409, 502), 200: wecomReconciliationSchema } } },
    async (request) => {
      const service = host.serviceOf(request.query.connection ?? MAIN_CONNECTION);
      if (!service) throw ApiError.of("wecom.not_configured");
      return askingWecom(() => service.reconcileNow());
    },
  );
}

async function stateOf(host: WecomHost, id: string): Promise<WecomState> {
  const records = host.recordsOf(id);
  const [config, last] = await Promise.all([
    host.config(id),
    reconciliationRecords({ store: { records } }).get("latest"),
  ]);
  const report = last === undefined ? {} : { lastReconciliation: last.doc };
  if (!config) {
    return { id, configured: false, enabled: false, simulated: false, hasSecret: false, hasCallback: false, ...report };
  }
  const { name, corpId, agentId, origin, enabled, baseUrl, callbackAesKey, callbackToken } = config;
  const state = host.serviceOf(id)?.app.state;
  const lastCallbackAt = host.lastCallbackAt(id);
  return {
    id,
    ...(name === undefined ? {} : { name }),
    configured: true,
    enabled,
    simulated: baseUrl !== undefined,
    ...(baseUrl === undefined ? {} : { simulatorUrl: baseUrl }),
    corpId,
    agentId,
    origin,
    hasSecret: true,
    hasCallback: callbackToken !== "" && callbackAesKey !== "",
    callbackUrl: `${origin}/wecom/callback${id === MAIN_CONNECTION ? "" : `/${id}`}`,
    listUrl: listUrlOf(origin, id),
    ...(state?.state === "stopped" ? { stopped: state.hint } : {}),
    ...(lastCallbackAt === undefined ? {} : { lastCallbackAt }),
    ...report,
  };
}
