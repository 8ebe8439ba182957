import type { JsonObject } from "@sopflow/schemas";

/** One member's copy of an app message. */
export interface MessageCopy {
  readonly userid: string;
  /** Dropped: over 30 a minute or 1,000 an hour; WeCom says nothing. */
  state: "shown" | "dropped" | "recalled";
  /** The card as this member sees it now; other messages keep theirs. */
  content: JsonObject;
  /** What the greyed button says, once it was replaced. */
  replacedBy: string | undefined;
}

export interface AppMessage {
  readonly msgid: string;
  readonly agentid: number;
  readonly msgtype: string;
  readonly sentAt: number;
  readonly taskId: string | undefined;
  /** By lower-case userid. */
  readonly copies: Map<string, MessageCopy>;
}

export interface ResponseCode {
  readonly corpid: string;
  readonly agentid: number;
  readonly msgid: string;
  readonly until: number;
  used: boolean;
}

/** 0 not sent, 1 sent, 2 not a friend, 3 the customer had other group messages already. */
export type SendStatus = 0 | 1 | 2 | 3;

export interface GroupSendTask {
  readonly userid: string;
  status: 0 | 2;
  sentAt: number | undefined;
  /** By external_userid, or chat_id for group chats. */
  readonly targets: Map<string, { status: SendStatus; sentAt: number | undefined }>;
}

/** A task of 企业群发: nothing leaves before each member confirms. */
export interface GroupSend {
  readonly msgid: string;
  readonly chatType: "single" | "group";
  /** The app that made it; undefined: a member in the client. */
  readonly byApp: number | undefined;
  readonly creator: string;
  readonly createdAt: number;
  /** Until then results are refused with 41063. */
  readonly dispatchedAt: number;
  readonly allowSelect: boolean;
  readonly text: string;
  readonly attachments: readonly JsonObject[];
  cancelled: boolean;
  readonly reminders: number[];
  readonly tasks: Map<string, GroupSendTask>;
}

export interface Moment {
  readonly momentId: string;
  readonly jobid: string;
  readonly byApp: number;
  readonly createdAt: number;
  /** Status 2 from then. */
  readonly startedAt: number;
  /** Status 3 from then. */
  readonly readyAt: number;
  readonly text: string;
  readonly attachments: readonly JsonObject[];
  /** Customers must have one of these; empty: all. */
  readonly tagIds: readonly string[];
  readonly invalidUsers: readonly string[];
  readonly invalidDepartments: readonly number[];
  readonly invalidTags: readonly string[];
  /** When each member published it, by lower-case userid. */
  readonly senders: Map<string, number | undefined>;
  cancelled: boolean;
}

export interface Media {
  readonly mediaId: string;
  readonly type: string;
  readonly name: string;
  readonly bytes: number;
  readonly until: number;
}
