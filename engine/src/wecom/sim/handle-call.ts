import { type Json, type JsonObject, jsonProblem } from "@sopflow/schemas";
import { advanceTransfers } from "./acts/advance-transfers.js";
import type { Endpoint } from "./endpoints/endpoint.js";
import { ENDPOINTS } from "./endpoints/index.js";
import { Args } from "./rules/args.js";
import { perHour, perMinute } from "./rules/call-windows.js";
import { CallError, ERR, ERRMSG } from "./rules/errcodes.js";
import { appOfToken, issueToken } from "./rules/issue-token.js";
import type { SimApp, SimCorp, SimEffect } from "./state/corp.js";
import { isDown } from "./state/faults.js";
import type { JournalEntry, SimState } from "./state/world.js";

export interface SimRequest {
  readonly method: string;
  /** From `/cgi-bin/` on, without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** A JSON object, or its text. Uploads: `{filename, bytes}`. */
  readonly body?: unknown;
  /** Epoch ms. */
  readonly now: number;
  /** The caller's address, for trusted IPs and limits. */
  readonly ip?: string;
}

export interface SimAnswer {
  /** HTTP status; 0 where no answer comes. */
  readonly status: number;
  readonly body: JsonObject;
  /** What the call caused, for people who watch. */
  readonly effects: readonly SimEffect[];
  /** The answer is there so long after `now`. */
  readonly delayMs: number;
  /** No answer: the connection is closed at once, or nothing ever comes. */
  readonly lost: "closed" | "timeout" | undefined;
}

const KEPT_JOURNAL = 2_000;
const PREFIX = "/cgi-bin/";

interface Running {
  readonly state: SimState;
  readonly request: SimRequest;
  readonly delayMs: number;
  corp?: SimCorp;
  app?: SimApp;
  applied: boolean;
}

/** Answers one call as WeCom would. Changes the state; the time and all chance are the caller's and the seed's. */
export function handleCall(state: SimState, request: SimRequest): SimAnswer {
  const { now } = request;
  advanceTransfers(state, now);
  state.effects = [];
  const delayMs = state.ids.int(...state.pace.answerMs) + state.faults.calls.slowMs;
  const running: Running = { state, request, delayMs, applied: false };
  const down = isDown(state.faults, now) ? state.faults.down : undefined;
  if (down && down.how !== "busy") {
    note(running, undefined, `down: ${down.how}`);
    if (down.how === "badGateway") return answer(running, 502, {});
    return answer(running, 0, {}, down.how === "refused" ? "closed" : "timeout");
  }
  if (state.chance.chance(state.faults.calls.requestLost)) {
    note(running, undefined, "request lost");
    return answer(running, 0, {}, "timeout");
  }
  const body = runCall(running, down !== undefined);
  if (body === undefined) {
    note(running, undefined, "no such path");
    return answer(running, 404, {});
  }
  const isLost = running.applied && state.chance.chance(state.faults.calls.answerLost);
  note(running, isLost ? undefined : Number(body.errcode), isLost ? "answer lost" : String(body.errmsg));
  return isLost ? answer(running, 0, {}, "timeout") : answer(running, 200, body);
}

function answer({ state, delayMs }: Running, status: number, body: JsonObject, lost?: "closed" | "timeout"): SimAnswer {
  return { status, body, effects: state.effects, delayMs, lost };
}

function note({ state, request, corp, app, applied }: Running, errcode: number | undefined, errmsg: string): void {
  const entry: JournalEntry = {
    at: request.now,
    method: request.method,
    path: request.path,
    corpid: corp?.corpid,
    agentid: app?.agentid,
    errcode,
    errmsg,
    applied,
  };
  state.journal.push(entry);
  if (state.journal.length > KEPT_JOURNAL) state.journal.shift();
}

/** The body of the answer; undefined for a path nobody serves. */
function runCall(running: Running, isBusy: boolean): JsonObject | undefined {
  const { state, request } = running;
  const path = request.path.startsWith(PREFIX) ? request.path.slice(PREFIX.length) : "";
  const endpoint = ENDPOINTS.get(path);
  if (!endpoint && path !== "gettoken") return undefined;
  try {
    if (isBusy || state.chance.chance(state.faults.calls.busy)) throw new CallError(ERR.systemBusy);
    const result = endpoint ? runEndpoint(running, endpoint) : getToken(running);
    running.applied = true;
    return { errcode: ERR.ok, errmsg: ERRMSG[ERR.ok], ...result };
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    const detail = error.detail === "" ? "" : `, ${error.detail}`;
    return {
      errcode: error.errcode,
      errmsg: `${ERRMSG[error.errcode]}${detail}, hint: [${request.now}]`,
      ...error.fields,
    };
  }
}

function getToken({ state, request }: Running): JsonObject {
  if (request.method !== "GET") throw new CallError(ERR.getNeeded);
  const ip = request.ip ?? "";
  takeWindow(state, `ip ${ip} gettoken`, [perMinute(20_000), perHour(600_000)], request.now);
  return issueToken(state, new Args({ ...request.query }), ip, request.now);
}

function runEndpoint(running: Running, endpoint: Endpoint): JsonObject {
  const { state, request, delayMs } = running;
  const { now, ip = "" } = request;
  if (request.method !== endpoint.method) {
    throw new CallError(endpoint.method === "GET" ? ERR.getNeeded : ERR.postNeeded);
  }
  const { corp, app } = appOfToken(state, request.query.access_token ?? "", now);
  running.corp = corp;
  running.app = app;
  if (app.trustedIps && !app.trustedIps.includes(ip)) throw new CallError(ERR.untrustedIp, `from ip: ${ip}`);
  const query = new Args({ ...request.query });
  // A sign-in with a good code is exempt from the frequency limits.
  const code = state.codes.get(request.query.code ?? "");
  const isSignIn = endpoint.path === "auth/getuserinfo" && code?.used === false && now < code.until;
  if (!isSignIn) takeLimits(state, endpoint, corp, app, request);
  takeSlot(state, endpoint, corp, now, delayMs);
  if (endpoint.customers && !app.customerContact) throw new CallError(ERR.noPermission);
  if (endpoint.customers && corp.lowActive) throw new CallError(ERR.lowActive);
  if (endpoint.writes && state.chance.chance(state.faults.calls.conflict)) throw new CallError(ERR.dataConflict);
  const body = new Args(endpoint.method === "POST" ? readBody(request.body) : {});
  return endpoint.run({ state, corp, app, query, body, now, answeredAt: now + delayMs });
}

function takeLimits(state: SimState, endpoint: Endpoint, corp: SimCorp, app: SimApp, request: SimRequest): void {
  const { path, corpLimits = [], appLimits = [] } = endpoint;
  const { now, ip = "", query } = request;
  takeWindow(state, `ip ${ip} ${path}`, [perMinute(20_000), perHour(600_000)], now);
  takeWindow(state, `corp ${corp.corpid} ${path}`, [perMinute(10_000), perHour(150_000), ...corpLimits], now);
  takeWindow(state, `app ${corp.corpid} ${app.agentid} ${path}`, appLimits, now);
  if (query.debug === "1") takeWindow(state, `debug ${corp.corpid} ${app.agentid}`, [perMinute(5)], now);
}

function takeWindow(state: SimState, key: string, limits: Endpoint["corpLimits"], now: number): void {
  for (const limit of limits ?? []) {
    if (!state.windows.take(`${key} ${limit.most}`, limit, now)) throw new CallError(ERR.rateLimit, key);
  }
}

/** 45033 when too many calls of the same corp to the same endpoint are still running. */
function takeSlot(state: SimState, { path }: Endpoint, corp: SimCorp, now: number, delayMs: number): void {
  const key = `${corp.corpid} ${path}`;
  const open = (state.running.get(key) ?? []).filter((until) => until > now);
  state.running.set(key, open);
  const most = state.concurrency[path] ?? state.concurrency["*"] ?? Number.POSITIVE_INFINITY;
  if (open.length >= most) throw new CallError(ERR.concurrency, path);
  if (delayMs > 0) open.push(now + delayMs);
}

function readBody(body: unknown): JsonObject {
  const value = typeof body === "string" ? parse(body) : body;
  if (!isPlainJson(value)) throw new CallError(ERR.notJson);
  return value;
}

function isPlainJson(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && jsonProblem(value) === undefined;
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
