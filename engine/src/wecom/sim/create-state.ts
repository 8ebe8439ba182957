import { CallbackQueue } from "./callbacks/callback-queue.js";
import { seededRandom } from "./random.js";
import { CallWindows } from "./rules/call-windows.js";
import type { CallbackSettings, Member, QuotaRule, SimApp, SimCorp } from "./state/corp.js";
import { type FaultChange, mergeFaults, NO_FAULTS } from "./state/faults.js";
import type { Pace, SimState } from "./state/world.js";

export interface AppConfig {
  readonly agentid: number;
  readonly name?: string;
  readonly secret: string;
  /** True unless it says otherwise. */
  readonly customerContact?: boolean;
  readonly trustedIps?: readonly string[];
  readonly trustedDomain?: string;
  /** Userids; everybody when left out. */
  readonly visible?: readonly string[];
  readonly callback?: CallbackSettings;
}

export interface MemberConfig {
  readonly userid: string;
  readonly name?: string;
  readonly departments?: readonly number[];
  readonly licensed?: boolean;
  readonly customerFeature?: boolean;
  readonly adminWelcome?: boolean;
}

export interface CorpConfig {
  readonly corpid: string;
  readonly name?: string;
  readonly openPlatform?: boolean;
  /** 200 when left out. */
  readonly accountCap?: number;
  readonly quotaRule?: QuotaRule;
  readonly apps: readonly AppConfig[];
  readonly members: readonly MemberConfig[];
  /** Besides the root, 1. */
  readonly departments?: readonly { readonly id: number; readonly name: string; readonly parentid?: number }[];
}

export interface SimConfig {
  /** The same seed, calls and acts give the same ids, faults and times. */
  readonly seed: string;
  readonly corps: readonly CorpConfig[];
  readonly pace?: Partial<Pace>;
  readonly faults?: FaultChange;
  /** Overrides of how many calls of a corp to an endpoint may run at once; `*` for those not named. */
  readonly concurrency?: Readonly<Record<string, number>>;
  readonly callbackIps?: readonly string[];
  /** Where the simulator's pages and pictures of codes are. */
  readonly publicUrl?: string;
}

/** Everything at once: what tests of limits and errors want. */
const INSTANT: Pace = {
  answerMs: [0, 0],
  callbackMs: [0, 0],
  callbackRetryMs: 1_000,
  dispatchMs: [2_000, 5_000],
  momentMs: [1_000, 3_000],
};

/** Customers of one member, unless the corp bought more. */
export const MEMBER_CUSTOMERS = 20_000;

/** externalcontact/remark: 5, by WeCom's staff; mark_tag: 10, by its community. The rest is not published: 50. */
const CONCURRENCY = { "externalcontact/remark": 5, "externalcontact/mark_tag": 10, "*": 50 };

export function createState(config: SimConfig): SimState {
  const state: SimState = {
    corps: new Map(),
    pace: { ...INSTANT, ...config.pace },
    concurrency: { ...CONCURRENCY, ...config.concurrency },
    callbackIps: config.callbackIps ?? ["127.0.0.1"],
    publicUrl: config.publicUrl ?? "http://127.0.0.1:4880",
    ids: seededRandom(`${config.seed} ids`),
    chance: seededRandom(`${config.seed} faults`),
    faults: mergeFaults(NO_FAULTS, config.faults ?? {}),
    windows: new CallWindows(),
    queue: new CallbackQueue(),
    tokens: new Map(),
    tokenOfApp: new Map(),
    wrongSecrets: new Map(),
    blockedIps: new Map(),
    running: new Map(),
    codes: new Map(),
    userTickets: new Map(),
    tickets: new Map(),
    responseCodes: new Map(),
    sentContents: new Map(),
    deliveredToMember: new Map(),
    journal: [],
    effects: [],
  };
  for (const corp of config.corps) state.corps.set(corp.corpid, createCorp(corp));
  return state;
}

const createCorp = (config: CorpConfig): SimCorp => ({
  corpid: config.corpid,
  name: config.name ?? config.corpid,
  openPlatform: config.openPlatform ?? true,
  accountCap: config.accountCap ?? 200,
  quotaRule: config.quotaRule ?? "daysOfMonth",
  lowActive: false,
  apps: new Map(config.apps.map((app) => [app.agentid, createApp(app)])),
  members: new Map(config.members.map((member) => [member.userid.toLowerCase(), createMember(member)])),
  departments: new Map(
    [{ id: 1, name: config.name ?? "公司", parentid: 0 }, ...(config.departments ?? [])].map((department) => [
      department.id,
      { parentid: 1, ...department },
    ]),
  ),
  customers: new Map(),
  relations: new Map(),
  tagGroups: new Map(),
  contactWays: new Map(),
  groupChats: new Map(),
  transfers: [],
  appMessages: new Map(),
  groupSends: new Map(),
  groupReceipts: new Map(),
  moments: new Map(),
  media: new Map(),
});

const createApp = (config: AppConfig): SimApp => ({
  agentid: config.agentid,
  name: config.name ?? `app ${config.agentid}`,
  secret: config.secret,
  customerContact: config.customerContact ?? true,
  trustedIps: config.trustedIps,
  trustedDomain: config.trustedDomain,
  visible: config.visible && new Set(config.visible.map((userid) => userid.toLowerCase())),
  callback: config.callback,
  disabled: false,
});

const createMember = (config: MemberConfig): Member => ({
  userid: config.userid,
  name: config.name ?? config.userid,
  departments: config.departments ?? [1],
  licensed: config.licensed ?? true,
  customerFeature: config.customerFeature ?? true,
  adminWelcome: config.adminWelcome ?? false,
  hasLeft: false,
  customerCap: MEMBER_CUSTOMERS,
});
