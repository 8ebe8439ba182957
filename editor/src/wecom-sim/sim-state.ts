import type { JsonObject } from "@sopflow/schemas";

/** `/sim/state`, as the simulator answers it. Times are epoch ms. */
export interface SimState {
  /** Changes whenever the rest may have. */
  readonly revision: string;
  readonly now: number;
  readonly aheadMs: number;
  readonly sideBarUrl: string | null;
  readonly hasShop: boolean;
  readonly products: readonly SimProduct[];
  readonly corp: SimCorp;
  readonly faults: SimFaults;
  readonly calls: readonly SimCall[];
  readonly callbacks: readonly SimCallback[];
}

export interface SimProduct {
  readonly sku: string;
  readonly name: string;
  /** Fen. */
  readonly price: number;
}

export interface SimCorp {
  readonly name: string;
  readonly lowActive: boolean;
  readonly apps: readonly { readonly agentid: number; readonly name: string; readonly callbackUrl: string | null }[];
  readonly members: readonly SimMember[];
  readonly customers: readonly SimCustomer[];
  /** All there are; `customers` holds the latest. */
  readonly customerCount: number;
  readonly codes: readonly SimCode[];
  readonly tags: readonly { readonly id: string; readonly name: string; readonly group: string }[];
}

export interface SimCode {
  readonly configId: string;
  readonly state: string;
  readonly remark: string;
  readonly users: readonly string[];
}

export interface SimMember {
  readonly userid: string;
  readonly name: string;
  readonly messages: readonly SimAppMessage[];
  readonly groupSends: readonly SimGroupSend[];
  readonly moments: readonly SimMoment[];
}

export interface SimAppMessage {
  readonly msgid: string;
  readonly app: string;
  readonly msgtype: string;
  readonly at: number;
  readonly state: "shown" | "recalled";
  readonly content: JsonObject;
  readonly replacedBy: string | null;
}

export interface SimGroupSend {
  readonly msgid: string;
  readonly at: number;
  readonly text: string;
  readonly attachments: readonly JsonObject[];
  readonly status: 0 | 2;
  readonly cancelled: boolean;
  readonly ready: boolean;
  readonly allowSelect: boolean;
  readonly reminders: number;
  /** All there are; `targets` holds the first. */
  readonly targetCount: number;
  readonly targets: readonly { readonly id: string; readonly name: string; readonly status: 0 | 1 | 2 | 3 }[];
}

export interface SimMoment {
  readonly momentId: string;
  readonly at: number;
  readonly text: string;
  readonly publishedAt: number | null;
  readonly ready: boolean;
}

export interface SimCustomer {
  readonly externalUserid: string;
  readonly name: string;
  readonly groupQuotaLeft: number;
  readonly friends: readonly SimFriend[];
}

export interface SimFriend {
  readonly userid: string;
  readonly isFriend: boolean;
  readonly memberKeeps: boolean;
  readonly customerKeeps: boolean;
  readonly confirmed: boolean;
  readonly state: string;
  readonly remark: string;
  readonly tags: readonly string[];
  readonly addedAt: number;
  readonly lastChatAt: number;
  readonly chat: readonly SimChatMessage[];
}

export interface SimChatMessage {
  readonly id: string;
  readonly from: "customer" | "member";
  readonly at: number;
  readonly msgtype: string;
  readonly text: string;
  readonly via: "typed" | "sideBar" | "welcome" | "groupSend";
}

export interface SimFaults {
  readonly down?: { readonly from: number; readonly until: number; readonly how: string };
  readonly calls: { readonly busy: number; readonly answerLost: number; readonly tokenLifeMs?: number };
  readonly callbacks: {
    readonly drop: number;
    readonly repeat: number;
    readonly reorder: number;
    readonly delayMs: number;
  };
}

export interface SimCall {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly errcode?: number;
  readonly errmsg: string;
}

export interface SimCallback {
  readonly id: string;
  readonly name: string;
  readonly state: "waiting" | "sending" | "delivered" | "givenUp" | "dropped";
  readonly attempts: number;
  readonly lastStatus: number | null;
  readonly createdAt: number;
}

/** A text in a card or message; empty where there is none. */
export const textIn = (from: JsonObject, name: string): string => {
  const value = from[name];
  return typeof value === "string" ? value : "";
};

export const objectIn = (from: JsonObject, name: string): JsonObject => {
  const value = from[name];
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
};

export const objectsIn = (from: JsonObject, name: string): JsonObject[] => {
  const value = from[name];
  const items = Array.isArray(value) ? value : [];
  return items.flatMap((item) => (typeof item === "object" && item !== null && !Array.isArray(item) ? [item] : []));
};
