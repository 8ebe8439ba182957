import { perHour } from "../rules/call-windows.js";
import { CallError, ERR } from "../rules/errcodes.js";
import { areFriends, isVisible } from "../rules/lookup.js";
import type { JsTicket } from "../state/world.js";
import type { Call, Endpoint } from "./endpoint.js";

const TICKET_MS = 7_200_000;
const USER_TICKET_MS = 1_800_000;

/** Sign-in, tickets and addresses. gettoken itself is in `issue-token.ts`: it comes before there is a token. */
export const SESSION_ENDPOINTS: readonly Endpoint[] = [
  { path: "getcallbackip", method: "GET", run: ({ state }) => ({ ip_list: [...state.callbackIps] }) },
  { path: "auth/getuserinfo", method: "GET", run: getUserInfo },
  { path: "auth/getuserdetail", method: "POST", run: getUserDetail },
  {
    path: "get_jsapi_ticket",
    method: "GET",
    corpLimits: [perHour(400)],
    appLimits: [perHour(100)],
    run: (call) => ticket(call, "corp"),
  },
  {
    path: "ticket/get",
    method: "GET",
    corpLimits: [perHour(400)],
    appLimits: [perHour(100)],
    run(call) {
      if (call.query.text("type") !== "agent_config") throw call.query.refuse("type", "must be agent_config");
      return ticket(call, `app ${call.app.agentid}`);
    },
  },
];

function getUserInfo({ state, corp, app, query, now }: Call) {
  const code = state.codes.get(query.text("code", { maxBytes: 512, error: ERR.invalidCode }));
  if (!code || code.used || now >= code.until || code.corpid !== corp.corpid || code.agentid !== app.agentid) {
    throw new CallError(ERR.invalidCode);
  }
  code.used = true;
  const { userid, openid, externalUserid } = code;
  if (userid === undefined) {
    const isCustomer = [...corp.relations.values()].some(
      (relation) =>
        relation.externalUserid === externalUserid && areFriends(relation) && isVisible(app, relation.userid),
    );
    return {
      openid: openid ?? "",
      ...(isCustomer && externalUserid !== undefined && { external_userid: externalUserid }),
    };
  }
  if (!code.isPrivate) return { userid };
  const userTicket = state.ids.text(64);
  state.userTickets.set(userTicket, { corpid: corp.corpid, userid, until: now + USER_TICKET_MS });
  return { userid, user_ticket: userTicket, expires_in: USER_TICKET_MS / 1000 };
}

function getUserDetail({ state, corp, body, now }: Call) {
  const found = state.userTickets.get(body.text("user_ticket"));
  if (!found || found.until <= now || found.corpid !== corp.corpid)
    throw body.refuse("user_ticket", "is unknown or expired");
  return { userid: found.userid, gender: "0", avatar: "", mobile: "", email: "" };
}

function ticket({ state, corp, now }: Call, scope: string) {
  const key = `${corp.corpid} ${scope}`;
  const known = state.tickets.get(key);
  const found: JsTicket = known && known.until > now ? known : { value: state.ids.text(86), until: now + TICKET_MS };
  state.tickets.set(key, found);
  return { ticket: found.value, expires_in: Math.floor((found.until - now) / 1000) };
}
