import type { CallbackQueue } from "../callbacks/callback-queue.js";
import type { Random } from "../random.js";
import type { CallWindows } from "../rules/call-windows.js";
import type { SimCorp, SimEffect } from "./corp.js";
import type { Faults } from "./faults.js";
import type { ResponseCode } from "./work.js";

/** How fast the simulated WeCom is. Ranges are [least, most] ms. */
export interface Pace {
  /** An answer takes so long; calls overlap meanwhile (45033). */
  readonly answerMs: readonly [number, number];
  /** Between what happened and its callback. */
  readonly callbackMs: readonly [number, number];
  /** A callback that failed is tried again after this. */
  readonly callbackRetryMs: number;
  /** Between add_msg_template and its results (41063 meanwhile). */
  readonly dispatchMs: readonly [number, number];
  /** Between add_moment_task and status 3. */
  readonly momentMs: readonly [number, number];
}

export interface AccessToken {
  readonly value: string;
  readonly corpid: string;
  readonly agentid: number;
  readonly until: number;
  /** WeCom took it back early: 40014. */
  revoked: boolean;
}

export interface OauthCode {
  readonly corpid: string;
  readonly agentid: number;
  readonly until: number;
  readonly userid: string | undefined;
  readonly externalUserid: string | undefined;
  readonly openid: string | undefined;
  readonly isPrivate: boolean;
  used: boolean;
}

export interface JsTicket {
  readonly value: string;
  readonly until: number;
}

/** One call as the simulator saw it. Secrets, tokens and bodies are not kept. */
export interface JournalEntry {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly corpid: string | undefined;
  readonly agentid: number | undefined;
  /** Undefined: no answer left. */
  readonly errcode: number | undefined;
  readonly errmsg: string;
  /** The call did what it asked for, answered or not. */
  readonly applied: boolean;
}

/** Everything the simulator remembers. Only functions of this folder change it. */
export interface SimState {
  readonly corps: Map<string, SimCorp>;
  readonly pace: Pace;
  /** Highest number of running calls, by endpoint; `*` for the rest. */
  readonly concurrency: Readonly<Record<string, number>>;
  readonly callbackIps: readonly string[];
  /** Where pictures of codes are; whoever serves the simulator sets it once it listens. */
  publicUrl: string;
  readonly ids: Random;
  readonly chance: Random;
  faults: Faults;
  readonly windows: CallWindows;
  readonly queue: CallbackQueue;
  readonly tokens: Map<string, AccessToken>;
  readonly tokenOfApp: Map<string, AccessToken>;
  readonly wrongSecrets: Map<string, number>;
  readonly blockedIps: Map<string, number>;
  readonly running: Map<string, number[]>;
  readonly codes: Map<string, OauthCode>;
  readonly userTickets: Map<string, { readonly corpid: string; readonly userid: string; readonly until: number }>;
  readonly tickets: Map<string, JsTicket>;
  readonly responseCodes: Map<string, ResponseCode>;
  readonly sentContents: Map<string, { readonly at: number; readonly msgid: string; readonly responseCode: string }>;
  readonly deliveredToMember: Map<string, number[]>;
  readonly journal: JournalEntry[];
  /** What the running call or act has caused so far. */
  effects: SimEffect[];
}
