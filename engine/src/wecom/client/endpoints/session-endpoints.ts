import { z } from "zod";
import { endpoint } from "../endpoint.js";
import { bytes, filled } from "../request-limits.js";
import { answerOf, listOrNone } from "./answer.js";

/** Access token of one app [D91039]. */
export const GET_TOKEN = endpoint({
  api: "gettoken",
  method: "GET",
  safety: "read",
  isTokenless: true,
  request: z.strictObject({ corpid: z.string(), corpsecret: z.string() }),
  answer: answerOf({ access_token: z.string().min(1), expires_in: z.number() }),
});

/** Ticket for `config` of the JS-SDK: one for the corp. */
export const GET_CORP_TICKET = endpoint({
  api: "get_jsapi_ticket",
  method: "GET",
  safety: "read",
  request: z.strictObject({}),
  answer: answerOf({ ticket: z.string().min(1), expires_in: z.number() }),
});

/** Ticket for `agentConfig` of the JS-SDK: one for each app. */
export const GET_APP_TICKET = endpoint({
  api: "ticket/get",
  method: "GET",
  safety: "read",
  request: z.strictObject({ type: z.literal("agent_config").default("agent_config") }),
  answer: answerOf({ ticket: z.string().min(1), expires_in: z.number() }),
});

/** Who signed in [D91023]. A code works once and for 5 minutes, so a repetition harms nothing. */
export const GET_USER_INFO = endpoint({
  api: "auth/getuserinfo",
  method: "GET",
  safety: "guarded",
  request: z.strictObject({ code: filled(bytes(512)) }),
  answer: answerOf({
    /** A member. */
    userid: z.string().optional(),
    user_ticket: z.string().optional(),
    /** Not a member. */
    openid: z.string().optional(),
    external_userid: z.string().optional(),
  }),
  resolution: { zh: "请重新登录", en: "sign in again" },
});

/** Addresses that callbacks come from; refresh daily [D90930]. */
export const GET_CALLBACK_IPS = endpoint({
  api: "getcallbackip",
  method: "GET",
  safety: "read",
  request: z.strictObject({}),
  answer: answerOf({ ip_list: listOrNone(z.string()) }),
});
