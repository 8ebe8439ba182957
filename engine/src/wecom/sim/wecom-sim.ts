import type { Act, ActResult } from "./acts/act.js";
import { ActError } from "./acts/act.js";
import { performAct } from "./acts/perform-act.js";
import {
  type CallbackRequest,
  nextCallbackAt,
  settleCallback,
  takeDueCallbacks,
  verificationRequest,
} from "./callbacks/delivery.js";
import { createState, type SimConfig } from "./create-state.js";
import { handleCall, type SimAnswer, type SimRequest } from "./handle-call.js";
import { checkJsSdk, type JsSdkRegistration } from "./js-sdk.js";
import { type AuthorizeRequest, authorize, checkAuthorize, type Visitor } from "./oauth.js";
import { revokeTokens } from "./rules/issue-token.js";
import type { SimCorp, SimEffect } from "./state/corp.js";
import { type FaultChange, type Faults, mergeFaults } from "./state/faults.js";
import type { SimState } from "./state/world.js";

/**
 * WeCom in memory. It neither listens nor sends, and has neither clock nor chance of its own: every call brings its time,
 * chance comes from the seed. Whoever runs it carries its callbacks: `takeCallbacks`, push, `settleCallback`.
 */
export interface WecomSim {
  /** What it remembers. To be read; acts and calls change it. */
  readonly state: SimState;
  /** Answers a call of an app. */
  handle(request: SimRequest): SimAnswer;
  /** Does what a person does; throws `ActError` where it cannot be done. The first corp when none is named. */
  act(act: Act, now: number, corpid?: string): { readonly result: ActResult; readonly effects: readonly SimEffect[] };
  /** Callbacks that are due; each must be settled. */
  takeCallbacks(now: number): CallbackRequest[];
  /** When there will be callbacks, epoch ms; undefined while none waits. */
  nextCallbackAt(): number | undefined;
  /** How a callback was answered; status 0 where no answer came within 5 s. */
  settleCallback(id: string, answer: { readonly status: number; readonly body?: string; readonly now: number }): void;
  /** The GET with which WeCom checks an app's callback address; undefined where it has none. */
  verification(agentid: number, now: number, corpid?: string): ReturnType<typeof verificationRequest>;
  readonly faults: Faults;
  /** Changes only what is named. */
  setFaults(change: FaultChange): void;
  /** Every token given out (of one app, when named) is refused with 40014 from now on. */
  revokeTokens(agentid?: number): void;
  /** Throws `ActError` where WeCom would show an error page. */
  checkAuthorize(request: AuthorizeRequest): void;
  /** Signs a visitor in: the address with code and state. */
  authorize(request: AuthorizeRequest, visitor: Visitor, now: number): string;
  /** Throws `ActError` unless the page's JS-SDK signatures are right. */
  checkJsSdk(registration: JsSdkRegistration, now: number): void;
  corp(corpid?: string): SimCorp;
}

/** A WeCom with the given corps, quiet until somebody does something. */
export function createWecomSim(config: SimConfig): WecomSim {
  const state = createState(config);
  const corp = (corpid?: string): SimCorp => {
    const found = corpid === undefined ? [...state.corps.values()][0] : state.corps.get(corpid);
    if (!found) throw new ActError(`there is no corp ${corpid ?? ""}`);
    return found;
  };
  return {
    state,
    corp,
    handle: (request) => handleCall(state, request),
    act: (act, now, corpid) => performAct(state, corp(corpid), act, now),
    takeCallbacks: (now) => takeDueCallbacks(state, now),
    nextCallbackAt: () => nextCallbackAt(state),
    settleCallback: (id, answer) => settleCallback(state, id, answer),
    verification(agentid, now, corpid) {
      const home = corp(corpid);
      const app = home.apps.get(agentid);
      return app && verificationRequest(state, home.corpid, app, now);
    },
    get faults() {
      return state.faults;
    },
    setFaults: (change) => {
      state.faults = mergeFaults(state.faults, change);
    },
    revokeTokens: (agentid) => revokeTokens(state, agentid),
    checkAuthorize: (request) => void checkAuthorize(state, request),
    authorize: (request, visitor, now) => authorize(state, request, visitor, now),
    checkJsSdk: (registration, now) => checkJsSdk(state, registration, now),
  };
}
