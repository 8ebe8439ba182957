import { isSameUser, MAIN_CONNECTION, WecomError } from "@sopflow/engine/wecom";
import {
  jsSdkQuerySchema,
  jsSdkSchema,
  type SignInProblem,
  signedInQuerySchema,
  wecomConnectionQuerySchema,
} from "@sopflow/schemas";
import type { FastifyReply } from "fastify";
import { recordAudit } from "../../access/audit.js";
import { requirePrincipal } from "../../access/require-principal.js";
import { openSessionFor, setSessionCookie } from "../../access/sessions.js";
import { ApiError } from "../../errors/api-error.js";
import { errorResponses } from "../../errors/error-responses.js";
import type { Api } from "../../http.js";
import type { Services } from "../../services.js";
import { createSignInStates } from "../../wecom/sign-in-states.js";
import { askingWecom } from "./asking-wecom.js";

const AUTHORIZE_URL = "https://open.weixin.qq.com/connect/oauth2/authorize";
const STATE_COOKIE = "sopflow_wecom_state";

/** Signing in through WeCom, and its JS-SDK on our pages. */
export function registerWecomSignIn(
  app: Api,
  { store, clock, wecom: host }: Pick<Services, "store" | "clock" | "wecom">,
): void {
  const states = createSignInStates(store);

  app.get(
    "/wecom/sign-in",
    { schema: { querystring: wecomConnectionQuerySchema, hide: true } },
    async (request, reply) => {
      const all = await host.connections();
      const { connection } = request.query;
      const chosen = connection === undefined ? all[0] : all.find(({ id }) => id === connection);
      if (!chosen?.service) throw ApiError.of("wecom.not_configured");
      const { config } = chosen;
      const state = await states.make(clock.now(), chosen.id);
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
    },
  );

  // Whoever comes here is a person in a browser: what went wrong is said by the page, not by an answer in JSON.
  app.get(
    "/wecom/signed-in",
    { schema: { hide: true, querystring: signedInQuerySchema }, config: { rateLimit: { max: 60 } } },
    async (request, reply) => {
      const { code, state } = request.query;
      const isOwn = state !== undefined && request.cookies[STATE_COOKIE] === state;
      reply.clearCookie(STATE_COOKIE, { path: "/wecom" });
      const connection = isOwn && code !== undefined ? await states.use(state, clock.now()) : undefined;
      if (connection === undefined || code === undefined) return sayProblem(reply, "expired");
      const service = host.serviceOf(connection);
      const say = (problem: SignInProblem, member?: string) => sayProblem(reply, problem, { connection, member });
      if (!service) return say("not_connected");
      let userId: string | undefined;
      try {
        userId = await service.memberOf(code);
      } catch (error) {
        if (!(error instanceof WecomError)) throw error;
        request.log.warn({ code: error.code, class: error.class }, "WeCom did not say who signs in");
        return say(error.class === "expired" ? "expired" : "refused");
      }
      if (userId === undefined) return say("no_member");
      const member = userId;
      const advisor = (await service.advisors()).find((one) => isSameUser(one.wecomUserId ?? one.id, member));
      if (!advisor) return say("no_advisor", member);
      if (!advisor.active) return say("away", member);
      const person = { userId: advisor.id, role: "advisor", advisorId: advisor.id } as const;
      const { token, principal } = await openSessionFor(store, person, clock.now());
      await recordAudit(store, clock, advisor.id, "access", "session.opened", { session: principal.id, by: "wecom" });
      setSessionCookie(request, reply, token, "lax");
      return reply.redirect(`/advisor${searchOf(connection)}`);
    },
  );

  app.get(
    "/v1/wecom/js-sdk",
    { schema: { querystring: jsSdkQuerySchema, response: { ...errorResponses(409, 502), 200: jsSdkSchema } } },
    async (request) => {
      const principal = requirePrincipal(request);
      const connection = await host.connectionOf(principal.kind === "session" ? principal.advisorId : undefined);
      if (!connection?.service) throw ApiError.of("wecom.not_configured");
      const { config, service } = connection;
      const url = request.query.url.split("#")[0] ?? "";
      // A signature for a page of somebody else's would lend them our app.
      if (new URL(url).origin !== new URL(config.origin).origin) throw ApiError.of("auth.csrf");
      const [signed, agentSigned] = await askingWecom(() =>
        Promise.all([service.app.jsSdk.config(url), service.app.jsSdk.agentConfig(url)]),
      );
      const { corpId, agentId, baseUrl } = config;
      return { corpId, agentId, simulated: baseUrl !== undefined, config: signed, agentConfig: agentSigned };
    },
  );
}

/** Back to the advisor's page, which says it in words. */
function sayProblem(
  reply: FastifyReply,
  problem: SignInProblem,
  { connection, member }: { readonly connection?: string; readonly member?: string | undefined } = {},
): FastifyReply {
  const query = new URLSearchParams(searchOf(connection));
  query.set("sign_in", problem);
  if (member !== undefined) query.set("member", member);
  return reply.redirect(`/advisor?${query}`);
}

/** Who signs in anew is to go the same way. */
const searchOf = (connection: string | undefined): string =>
  connection === undefined || connection === MAIN_CONNECTION ? "" : `?wecom=${connection}`;
