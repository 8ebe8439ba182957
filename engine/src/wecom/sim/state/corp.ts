import type { Json } from "@sopflow/schemas";
import type { ContactWay, Customer, GroupChat, Relation, TagGroup, Transfer } from "./customers.js";
import type { AppMessage, GroupSend, Media, Moment } from "./work.js";

/** Where an app receives what happens (接收消息 → API 接收). */
export interface CallbackSettings {
  readonly url: string;
  readonly token: string;
  /** 43 characters. */
  readonly encodingAesKey: string;
}

export interface SimApp {
  readonly agentid: number;
  name: string;
  secret: string;
  /** Listed under 客户联系 → 可调用接口的应用: may call the customer endpoints and hears of customers. */
  customerContact: boolean;
  /** Undefined: created before trusted IPs were asked for. */
  trustedIps: readonly string[] | undefined;
  /** `host` or `host:port` that pages signed in by OAuth must have; undefined: none configured. */
  trustedDomain: string | undefined;
  /** Members who see the app, by lower-case userid; undefined: everybody. */
  visible: ReadonlySet<string> | undefined;
  callback: CallbackSettings | undefined;
  /** A disabled app's secret is refused (40001). */
  disabled: boolean;
}

/** An employee; an advisor when `customerFeature`. */
export interface Member {
  readonly userid: string;
  name: string;
  departments: readonly number[];
  /** Has a base-interface licence. */
  licensed: boolean;
  /** May add customers (客户联系功能). */
  customerFeature: boolean;
  /** The admin console sends this member's welcome message: no welcome_code is pushed. */
  adminWelcome: boolean;
  /** Left the corp: no call and no code reaches this member; the customers wait for somebody to take them over. */
  hasLeft: boolean;
  /** Most customers; who is handed over beyond it stays where they are. */
  customerCap: number;
}

/** How many group-send messages one customer may receive; a corp chooses one rule. */
export const QUOTA_RULES = ["daysOfMonth", "sevenPerWeek", "onePerDay"] as const;
export type QuotaRule = (typeof QUOTA_RULES)[number];

export interface SimCorp {
  readonly corpid: string;
  name: string;
  /** Bound to a WeChat open-platform account: customers have a unionid. */
  openPlatform: boolean;
  /** Accounts bought; app messages per app and day are at most 200 times this. */
  accountCap: number;
  quotaRule: QuotaRule;
  /** 48011: WeCom keeps customer data back because members use it too little. */
  lowActive: boolean;
  readonly apps: Map<number, SimApp>;
  /** By lower-case userid: WeCom's userids do not tell cases apart. */
  readonly members: Map<string, Member>;
  readonly departments: Map<number, { readonly id: number; name: string; parentid: number }>;
  readonly customers: Map<string, Customer>;
  /** By `relationKey`. */
  readonly relations: Map<string, Relation>;
  readonly tagGroups: Map<string, TagGroup>;
  readonly contactWays: Map<string, ContactWay>;
  readonly groupChats: Map<string, GroupChat>;
  readonly transfers: Transfer[];
  readonly appMessages: Map<string, AppMessage>;
  readonly groupSends: Map<string, GroupSend>;
  /** When each customer (or group chat) received group sends, epoch ms, oldest first. */
  readonly groupReceipts: Map<string, number[]>;
  readonly moments: Map<string, Moment>;
  readonly media: Map<string, Media>;
}

export const relationKey = (userid: string, externalUserid: string): string =>
  `${userid.toLowerCase()}|${externalUserid}`;

/** Something in the world's memory that a person or a test may want to see. */
export interface SimEffect {
  readonly kind: string;
  readonly corpid: string;
  readonly [detail: string]: Json | undefined;
}
