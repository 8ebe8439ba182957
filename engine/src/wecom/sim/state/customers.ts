import type { JsonObject } from "@sopflow/schemas";

/** A WeChat (1) or WeCom (2) user outside of the corp. */
export interface Customer {
  readonly externalUserid: string;
  name: string;
  readonly type: 1 | 2;
  gender: 0 | 1 | 2;
  readonly unionid: string;
  readonly openid: string;
  corpName: string;
}

/** Who wrote what between a member and a customer, or in the member's list of the customer. */
export interface ChatMessage {
  readonly id: string;
  readonly from: "customer" | "member";
  readonly at: number;
  readonly msgtype: string;
  readonly text: string;
  /** The attachment as it was given; without for text. */
  readonly content?: JsonObject;
  /** By whose hand: typed, side bar, welcome message, group send, moments. */
  readonly via: "typed" | "sideBar" | "welcome" | "groupSend";
}

export interface Welcome {
  readonly until: number;
  /** One code for each app that hears of customers. */
  readonly codes: ReadonlyMap<number, string>;
  /** An app's call that runs until then (41096 for others). */
  sendingUntil: number;
  sentBy: number | undefined;
}

/** What a member and a customer are to each other. */
export interface Relation {
  readonly userid: string;
  readonly externalUserid: string;
  /** Epoch ms of the last adding. */
  createdAt: number;
  /** The member still has the customer in the list. Without: 84061. */
  memberKeeps: boolean;
  /** The customer still has the member as a friend. Without, calls go on working: WeCom's friendship is one-way. */
  customerKeeps: boolean;
  /** False while the customer added by 免验证 and the member has not confirmed yet. */
  confirmed: boolean;
  state: string;
  addWay: number;
  operUserid: string;
  remark: string;
  description: string;
  remarkCompany: string;
  remarkMobiles: readonly string[];
  /** Ids of corp tags. */
  readonly tags: Set<string>;
  personalTags: readonly string[];
  readonly chat: ChatMessage[];
  lastChatAt: number;
  welcome: Welcome | undefined;
}

export interface Tag {
  readonly id: string;
  name: string;
  order: number;
  readonly createdAt: number;
  /** The app that made it; undefined: a person. */
  readonly byApp: number | undefined;
}

export interface TagGroup {
  readonly id: string;
  name: string;
  order: number;
  readonly createdAt: number;
  readonly byApp: number | undefined;
  readonly tags: Map<string, Tag>;
}

/** 渠道活码. */
export interface ContactWay {
  readonly configId: string;
  readonly type: 1 | 2;
  readonly scene: 1 | 2;
  readonly style: number;
  readonly createdAt: number;
  readonly byApp: number | undefined;
  remark: string;
  skipVerify: boolean;
  state: string;
  users: readonly string[];
  parties: readonly number[];
  /** Path of its picture below `publicUrl`; empty for mini-programmes. */
  readonly qrPath: string;
  /** Whom the next scan meets, counted up. */
  turn: number;
}

export interface GroupMember {
  readonly userid: string;
  readonly type: 1 | 2;
  readonly joinedAt: number;
  readonly joinScene: 1 | 2 | 3;
  readonly invitor: string | undefined;
}

export interface GroupChat {
  readonly chatId: string;
  name: string;
  owner: string;
  notice: string;
  readonly createdAt: number;
  readonly members: Map<string, GroupMember>;
  memberVersion: string;
  readonly messages: { readonly at: number; readonly from: string; readonly text: string }[];
  dismissed: boolean;
}

/** 1 done, 2 waiting, 3 refused by the customer, 4 the new member's list is full. */
export type TransferStatus = 1 | 2 | 3 | 4;

export interface Transfer {
  readonly handover: string;
  readonly takeover: string;
  readonly externalUserid: string;
  readonly startedAt: number;
  readonly successMessage: string;
  /** The new member was a friend already: no add event follows. */
  readonly wasFriend: boolean;
  /** Of a member who has left. */
  readonly ofLeaver: boolean;
  status: TransferStatus;
  endedAt: number | undefined;
}
