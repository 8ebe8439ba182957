import { SimActError, type SimAuthorizeRequest } from "@sopflow/engine";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { choosePersonPage } from "./choose-person-page.js";
import type { SimContext } from "./sim-context.js";

/** The page's choice of whom it plays, so that its side bar signs in without asking. */
const COOKIE = /(?:^|;\s*)wecom_sim_userid=([^;]*)/;

interface Query {
  readonly [name: string]: string | undefined;
}

/** Sign-in inside WeCom and in a browser. Asks who you are, unless the page that plays has said so. */
export function registerOauth(app: FastifyInstance, context: SimContext): void {
  app.get<{ Querystring: Query }>("/connect/oauth2/authorize", (request, reply) =>
    signIn(context, request, reply, {
      corpid: request.query.appid ?? "",
      agentid: agentidOf(request.query.agentid),
      redirectUri: request.query.redirect_uri ?? "",
      scope: request.query.scope ?? "",
      state: request.query.state ?? "",
      responseType: request.query.response_type ?? "",
    }),
  );
  app.get<{ Querystring: Query }>("/wwlogin/sso/login", (request, reply) =>
    signIn(context, request, reply, {
      corpid: request.query.appid ?? "",
      agentid: agentidOf(request.query.agentid),
      redirectUri: request.query.redirect_uri ?? "",
      scope: "snsapi_base",
      state: request.query.state ?? "",
      responseType: "code",
    }),
  );
}

const agentidOf = (text: string | undefined): number | undefined =>
  text === undefined || !/^\d+$/.test(text) ? undefined : Number(text);

function signIn(
  { sim, clock }: SimContext,
  request: FastifyRequest<{ Querystring: Query }>,
  reply: FastifyReply,
  asked: SimAuthorizeRequest,
): FastifyReply {
  const { sim_userid: userid, sim_external_userid: externalUserid } = request.query;
  const fromPage = COOKIE.exec(request.headers.cookie ?? "")?.[1];
  try {
    sim.checkAuthorize(asked);
    const known = userid ?? (externalUserid === undefined ? safeDecode(fromPage) : undefined);
    if (externalUserid !== undefined) return reply.redirect(sim.authorize(asked, { externalUserid }, clock.now()));
    if (known) return reply.redirect(sim.authorize(asked, { userid: known }, clock.now()));
    const { members, customers } = sim.corp(asked.corpid);
    const people = [
      ...[...members.values()].map((m) => ({ name: m.name, query: `sim_userid=${encodeURIComponent(m.userid)}` })),
      ...[...customers.values()].map((c) => ({
        name: `${c.name}（微信）`,
        query: `sim_external_userid=${encodeURIComponent(c.externalUserid)}`,
      })),
    ];
    return reply.type("text/html; charset=utf-8").send(choosePersonPage(request.url, people));
  } catch (error) {
    if (!(error instanceof SimActError)) throw error;
    return reply.code(400).type("text/plain; charset=utf-8").send(error.message);
  }
}

function safeDecode(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
