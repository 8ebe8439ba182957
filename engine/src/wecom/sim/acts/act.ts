import type { Json, JsonObject } from "@sopflow/schemas";

/** What people do. Without an API in between, WeCom tells the apps of it by callback. */
export type Act =
  | CustomerAct
  | AdvisorAct
  | {
      readonly type: "group.create";
      readonly owner: string;
      readonly name: string;
      readonly externalUserids: readonly string[];
    }
  | {
      readonly type: "group.addMember" | "group.removeMember";
      readonly chatId: string;
      readonly externalUserid: string;
    }
  | {
      readonly type: "group.rename" | "group.notice" | "group.changeOwner";
      readonly chatId: string;
      readonly text: string;
    }
  | { readonly type: "group.dismiss"; readonly chatId: string }
  | { readonly type: "tag.create"; readonly group: string; readonly names: readonly string[] }
  | { readonly type: "tag.rename"; readonly id: string; readonly name: string }
  | { readonly type: "tag.delete"; readonly id: string }
  | AdminAct;

type CustomerAct =
  /** A WeChat user appears; nobody knows them yet. */
  | { readonly type: "customer.appear"; readonly name: string; readonly isWecom?: boolean | undefined }
  | {
      /** By the code's id, or by its state. A name makes a new WeChat user. */
      readonly type: "customer.scan";
      readonly configId?: string | undefined;
      readonly state?: string | undefined;
      readonly externalUserid?: string | undefined;
      readonly name?: string | undefined;
      /** 免验证 by the member's own setting: the member still has to confirm. */
      readonly half?: boolean | undefined;
    }
  | { readonly type: "customer.write"; readonly externalUserid: string; readonly userid: string; readonly text: string }
  | { readonly type: "customer.deleteAdvisor"; readonly externalUserid: string; readonly userid: string }
  | { readonly type: "customer.answerTransfer"; readonly externalUserid: string; readonly accept: boolean };

type AdvisorAct =
  | {
      readonly type: "advisor.confirmFriend" | "advisor.deleteCustomer";
      readonly userid: string;
      readonly externalUserid: string;
    }
  | { readonly type: "advisor.write"; readonly userid: string; readonly externalUserid: string; readonly text: string }
  | {
      /** `ww.sendChatMessage` out of the side bar; `message` is what the page passes. */
      readonly type: "advisor.sideBarSend";
      readonly userid: string;
      readonly externalUserid: string;
      readonly message: JsonObject;
    }
  | {
      readonly type: "advisor.editCustomer";
      readonly userid: string;
      readonly externalUserid: string;
      readonly remark?: string | undefined;
      readonly description?: string | undefined;
      readonly mobiles?: readonly string[] | undefined;
      readonly addTags?: readonly string[] | undefined;
      readonly removeTags?: readonly string[] | undefined;
    }
  | {
      readonly type: "advisor.pressButton" | "advisor.pickMenu";
      readonly userid: string;
      readonly msgid: string;
      readonly key: string;
      readonly selected?:
        | readonly { readonly questionKey: string; readonly optionIds: readonly string[] }[]
        | undefined;
    }
  | { readonly type: "advisor.openApp"; readonly userid: string; readonly agentid: number }
  | {
      /** 群发助手 → 发送. Without targets: to all. */
      readonly type: "advisor.confirmGroupSend";
      readonly userid: string;
      readonly msgid: string;
      readonly targets?: readonly string[] | undefined;
    }
  | {
      /** A group send of the member's own (also `ww.shareToExternalContact`). */
      readonly type: "advisor.groupSend";
      readonly userid: string;
      readonly externalUserids: readonly string[];
      readonly text: string;
    }
  | { readonly type: "advisor.publishMoment"; readonly userid: string; readonly momentId: string };

type AdminAct =
  | { readonly type: "admin.lowActive"; readonly on: boolean }
  | {
      readonly type: "admin.member";
      readonly userid: string;
      readonly name?: string | undefined;
      readonly customerFeature?: boolean | undefined;
      readonly licensed?: boolean | undefined;
      readonly adminWelcome?: boolean | undefined;
      readonly hasLeft?: boolean | undefined;
      readonly customerCap?: number | undefined;
    }
  | {
      readonly type: "admin.app";
      readonly agentid: number;
      readonly customerContact?: boolean | undefined;
      readonly disabled?: boolean | undefined;
      readonly trustedIps?: readonly string[] | null | undefined;
      readonly trustedDomain?: string | null | undefined;
      readonly visible?: readonly string[] | null | undefined;
      readonly callback?:
        | { readonly url: string; readonly token: string; readonly encodingAesKey: string }
        | null
        | undefined;
    }
  | {
      readonly type: "admin.contactWay";
      readonly state: string;
      readonly users: readonly string[];
      readonly remark?: string | undefined;
    };

export type ActType = Act["type"];
/** The acts of one type; types that share a shape give that shape. */
export type ActOf<T extends ActType> = Act extends infer One
  ? One extends { readonly type: infer Own }
    ? T extends Own
      ? One
      : never
    : never
  : never;

/** That cannot be done now; the message says why. */
export class ActError extends Error {
  override readonly name = "ActError";
}

/** What an act gives back: ids of what it made. */
export type ActResult = { readonly [name: string]: Json };
