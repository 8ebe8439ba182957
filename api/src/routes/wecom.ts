import { randomInt } from "node:crypto";
import {
  contactWayRecords,
  isSameUser,
  reconciliationRecords,
  WecomCryptoError,
  WecomError,
} from "@sopflow/engine/wecom";
import {
  contactWayBodySchema,
  contactWayListSchema,
  contactWaySchema,
  jsSdkQuerySchema,
  jsSdkSchema,
  signedInQuerySchema,
  type WecomState,
  wecomCheckListSchema,
  wecomReconciliationSchema,
  wecomSettingsBodySchema,
  wecomStateSchema,
} from "@sopflow/schemas";
import type { FastifyReply } from "fastify";
import { recordAudit } from "../access/audit.js";
import { requirePrincipal } from "../access/require-principal.js";
import { openSessionFor, setSessionCookie } from "../access/sessions.js";
import { ApiError } from "../errors/api-error.js";
import { errorResponses } from "../errors/error-responses.js";
import type { Api } from "../http.js";
import type { Services } from "../services.js";
import { checkConnection } from "../wecom/check-connection.js";
import { createSignInStates } from "../wecom/sign-in-states.js";
import type { WecomHost } from "../wecom/wecom-host.js";

const AUTHORIZE_URL = "https://open.weixin.qq.com/connect/oauth2/authorize";
const STATE_COOKIE = "sopflow_wecom_state";
const MAX_CALLBACK_BYTES = 1_048_576;

/** WeCom: its callbacks, signing in through it, and how the connection stands. */
export function registerWecomRoutes(
  app: Api,
  { store, clock }: Pick<Services, "store" | "clock">,
  host: WecomHost,
): void {
  registerCallbacks(app, host, () => clock.now());
  registerSignIn(app, { store, clock }, host);
  registerSettings(app, { store, clock }, host);
}

function registerCallbacks(app: Api, host: WecomHost, now: () => number): void {
  app.register(async (scope: Api) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "string", bodyLimit: MAX_CALLBACK_BYTES }, (_request, body, done) =>
      done(null, body),
    );
    scope.get("/wecom/callback", { schema: { hide: true } }, async (request, reply) => {
      const { service } = host;
      if (!service) throw ApiError.of("wecom.not_configured");
      return answering(reply, async () => service.verify(queryOf(request.query)));
    });
    scope.post(
      "/wecom/callback",
      { bodyLimit: MAX_CALLBACK_BYTES, schema: { hide: true }, config: { rateLimit: false } },
      async (request, reply) => {
        const { service } = host;
        if (!service) throw ApiError.of("wecom.not_configured");
        const body = typeof request.body === "string" ? request.body : "";
        return answering(reply, async () => {
          const answer = await service.take(queryOf(request.query), body);
          host.lastCallbackAt = now();
          return answer;
        });
      },
    );
  });
}

const queryOf = (query: unknown) => (typeof query === "object" && query !== null ? query : {});

/** Plain text; what WeCom did not send gets 403 and no reason. */
async function answering(reply: FastifyReply, work: () => Promise<string>): Promise<FastifyReply> {
  try {
    return await reply.type("text/plain; charset=utf-8").send(await work());
  } catch (error) {
    if (!(error instanceof WecomCryptoError)) throw error;
    reply.log.warn({ reason: error.reason }, "a callback was refused");
    return reply.code(403).type("text/plain; charset=utf-8").send("");
  }
}

function registerSignIn(app: Api, { store, clock }: Pick<Services, "store" | "clock">, host: WecomHost): void {
  const states = createSignInStates(store);

  app.get("/wecom/sign-in", { schema: { hide: true } }, async (request, reply) => {
    const config = await host.config();
    if (!host.service || !config) throw ApiError.of("wecom.not_configured");
    const state = await states.make(clock.now());
    reply.setCookie(STATE_COOKIE, state, {
      path: "/wecom",
      httpOnly: true,
      // Lax: WeCom's redirect back is a navigation from its own site.
      sameSite: "lax",
      secure: request.protocol === "https",
      maxAge: 600,
    });
    const address = new URL(config.authorizeUrl ?? AUTHORIZE_URL);
    const query = {
      appid: config.corpId,
      redirect_uri: `${config.origin}/wecom/signed-in`,
      response_type: "code",
      scope: "snsapi_base",
      state,
      agentid: `${config.agentId}`,
    };
    for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
    address.hash = "wechat_redirect";
    return reply.redirect(address.href);
  });

  app.get(
    "/wecom/signed-in",
    { schema: { hide: true, querystring: signedInQuerySchema }, config: { rateLimit: { max: 60 } } },
    async (request, reply) => {
      const { code, state } = request.query;
      const { service } = host;
      if (!service) throw ApiError.of("wecom.not_configured");
      const isOwn = state !== undefined && request.cookies[STATE_COOKIE] === state;
      reply.clearCookie(STATE_COOKIE, { path: "/wecom" });
      if (!isOwn || code === undefined || !(await states.use(state, clock.now()))) {
        throw ApiError.of("wecom.sign_in_failed");
      }
      const userId = await asked(() => service.memberOf(code));
      if (userId === undefined) throw ApiError.of("wecom.sign_in_failed");
      const advisor = (await store.brand.advisors()).find((one) => isSameUser(one.wecomUserId ?? one.id, userId));
      if (!advisor?.active) throw ApiError.of("wecom.not_an_advisor", { id: userId });
      const person = { userId: advisor.id, role: "advisor", advisorId: advisor.id } as const;
      const { token, principal } = await openSessionFor(store, person, clock.now());
      await recordAudit(store, clock, advisor.id, "access", "session.opened", { session: principal.id, by: "wecom" });
      setSessionCookie(request, reply, token, "lax");
      return reply.redirect("/advisor");
    },
  );

  app.get(
    "/v1/wecom/js-sdk",
    { schema: { querystring: jsSdkQuerySchema, response: { ...errorResponses(409, 502), 200: jsSdkSchema } } },
    async (request) => {
      const config = await host.config();
      const { service } = host;
      if (!service || !config) throw ApiError.of("wecom.not_configured");
      const url = request.query.url.split("#")[0] ?? "";
      // A signature for a page of somebody else's would lend them our app.
      if (new URL(url).origin !== new URL(config.origin).origin) throw ApiError.of("auth.csrf");
      const [signed, agentSigned] = await asked(() =>
        Promise.all([service.app.jsSdk.config(url), service.app.jsSdk.agentConfig(url)]),
      );
      const { corpId, agentId, baseUrl } = config;
      return { corpId, agentId, simulated: baseUrl !== undefined, config: signed, agentConfig: agentSigned };
    },
  );
}

function registerSettings(app: Api, { store, clock }: Pick<Services, "store" | "clock">, host: WecomHost): void {
  app.get("/v1/wecom", { schema: { response: { ...errorResponses(), 200: wecomStateSchema } } }, () =>
    stateOf({ store }, host),
  );

  app.put(
    "/v1/wecom",
    { schema: { body: wecomSettingsBodySchema, response: { ...errorResponses(422), 200: wecomStateSchema } } },
    async (request) => {
      const { body } = request;
      const before = await host.config();
      const secret = body.secret ?? before?.secret;
      if (secret === undefined) throw ApiError.of("wecom.secret_missing", { field: "Secret" });
      await host.save({
        corpId: body.corpId,
        agentId: body.agentId,
        secret,
        callbackToken: body.callbackToken ?? before?.callbackToken ?? "",
        callbackAesKey: body.callbackAesKey ?? before?.callbackAesKey ?? "",
        origin: body.origin.replace(/\/+$/, ""),
        enabled: body.enabled,
        savedAt: clock.now(),
        ...(body.baseUrl === undefined ? {} : { baseUrl: body.baseUrl }),
        ...(body.authorizeUrl === undefined ? {} : { authorizeUrl: body.authorizeUrl }),
      });
      const { corpId, agentId, enabled } = body;
      await recordAudit(store, clock, requirePrincipal(request), "settings", "wecom.saved", {
        corpId,
        agentId,
        enabled,
      });
      return stateOf({ store }, host);
    },
  );

  app.post(
    "/v1/wecom/check",
    { schema: { response: { ...errorResponses(409), 200: wecomCheckListSchema } } },
    async () => {
      const [config, { service, lastCallbackAt }] = [await host.config(), host];
      if (!service || !config) throw ApiError.of("wecom.not_configured");
      const hasCallback = config.callbackToken !== "" && config.callbackAesKey !== "";
      return { items: await checkConnection({ store, service, origin: config.origin, hasCallback, lastCallbackAt }) };
    },
  );

  app.post(
    "/v1/wecom/reconcile",
    { schema: { response: { ...errorResponses(409, 502), 200: wecomReconciliationSchema } } },
    async () => {
      const { service } = host;
      if (!service) throw ApiError.of("wecom.not_configured");
      return asked(() => service.reconcileNow());
    },
  );

  app.get(
    "/v1/wecom/contact-ways",
    { schema: { response: { ...errorResponses(), 200: contactWayListSchema } } },
    async () => ({
      items: (await contactWayRecords(store.records).list({ limit: 1_000 })).map(
        ({ doc: { configId: _, ...way } }) => way,
      ),
    }),
  );

  app.post(
    "/v1/wecom/contact-ways",
    { schema: { body: contactWayBodySchema, response: { ...errorResponses(404, 409, 502), 201: contactWaySchema } } },
    async (request, reply) => {
      const { service } = host;
      if (!service) throw ApiError.of("wecom.not_configured");
      const { channel, remark, advisorIds } = request.body;
      const advisors = await store.brand.advisors();
      const users = advisorIds.map((id) => {
        const advisor = advisors.find((one) => one.id === id);
        if (!advisor) throw ApiError.of("advisor.not_found", { id });
        return advisor.wecomUserId ?? advisor.id;
      });
      const state = `sf${randomInt(1e9).toString(36)}${randomInt(1e9).toString(36)}`;
      const made = await asked(() =>
        service.app.contactWays.add({
          type: 2,
          remark: remark || channel.slice(0, 30),
          state,
          user: users,
          skip_verify: true,
        }),
      );
      const doc = {
        configId: made.config_id,
        state,
        channel,
        remark,
        userIds: users,
        ...(made.qr_code === undefined ? {} : { qrCode: made.qr_code }),
      };
      await contactWayRecords(store.records).put({ id: state, doc });
      await recordAudit(store, clock, requirePrincipal(request), "settings", "contact_way.created", { state, channel });
      const { configId: _, ...way } = doc;
      return reply.code(201).send(way);
    },
  );
}

async function stateOf({ store }: Pick<Services, "store">, host: WecomHost): Promise<WecomState> {
  const [config, last] = await Promise.all([host.config(), reconciliationRecords({ store }).get("latest")]);
  const report = last === undefined ? {} : { lastReconciliation: last.doc };
  if (!config) {
    return { configured: false, enabled: false, simulated: false, hasSecret: false, hasCallback: false, ...report };
  }
  const { corpId, agentId, origin, enabled, baseUrl, callbackAesKey, callbackToken } = config;
  const state = host.service?.app.state;
  return {
    configured: true,
    enabled,
    simulated: baseUrl !== undefined,
    ...(baseUrl === undefined ? {} : { simulatorUrl: baseUrl }),
    corpId,
    agentId,
    origin,
    hasSecret: true,
    hasCallback: callbackToken !== "" && callbackAesKey !== "",
    callbackUrl: `${origin}/wecom/callback`,
    listUrl: `${origin}/advisor`,
    ...(state?.state === "stopped" ? { stopped: state.hint } : {}),
    ...(host.lastCallbackAt === undefined ? {} : { lastCallbackAt: host.lastCallbackAt }),
    ...report,
  };
}

/** WeCom's refusal, in words for whoever asked. */
async function asked<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof WecomError)) throw error;
    throw ApiError.worded("wecom.refused", error.hint, error.code === undefined ? undefined : { errcode: error.code });
  }
}
