import type { z } from "zod";
import { signJsSdk } from "../crypto/index.js";
import type { AppSession, WecomAppState } from "./app-session.js";
import type { CallOptions, CallPipeline } from "./call-pipeline.js";
import { eachPage } from "./each-page.js";
import type { Endpoint } from "./endpoint.js";
import * as contacts from "./endpoints/contact-endpoints.js";
import * as ways from "./endpoints/contact-way-endpoints.js";
import * as care from "./endpoints/customer-care-endpoints.js";
import * as chats from "./endpoints/group-chat-endpoints.js";
import * as sends from "./endpoints/group-send-endpoints.js";
import * as messages from "./endpoints/message-endpoints.js";
import * as session from "./endpoints/session-endpoints.js";
import * as tags from "./endpoints/tag-endpoints.js";
import { type LostGroupSend, mayBeLost, searchSpan } from "./find-group-send.js";
import type { WecomLimits } from "./limits.js";
import { messageNeeds } from "./message-needs.js";
import type { WecomClock } from "./wecom-clock.js";

/** What a page hands to `ww.register`: `timestamp` in seconds. */
export interface JsSdkSignature {
  readonly timestamp: number;
  readonly nonceStr: string;
  readonly signature: string;
}

export interface WecomAppParts {
  readonly pipeline: CallPipeline;
  readonly clock: WecomClock;
  readonly limits: WecomLimits;
  readonly nonce: () => string;
}

export type WecomApp = ReturnType<typeof createWecomApp>;

/** One app's calls. Each rejects with `WecomError`; names of fields are WeCom's own, times in answers are seconds. */
export function createWecomApp(own: AppSession, { pipeline, clock, limits, nonce }: WecomAppParts) {
  const bind =
    <R extends z.ZodType, A extends z.ZodType>(endpoint: Endpoint<R, A>) =>
    (request: z.input<R>, options?: CallOptions): Promise<z.output<A>> =>
      pipeline.call(own, endpoint, request, options);

  const listGroupSends = bind(sends.LIST_GROUP_SENDS);
  const listTasks = bind(sends.LIST_GROUP_SEND_TASKS);
  const listResults = bind(sends.LIST_GROUP_SEND_RESULTS);
  const batchByUser = bind(contacts.BATCH_GET_CONTACTS);
  const getContact = bind(contacts.GET_CONTACT);
  const listWays = bind(ways.LIST_CONTACT_WAYS);
  const listChats = bind(chats.LIST_GROUP_CHATS);
  const listMomentTasks = bind(care.LIST_MOMENT_TASKS);
  const transferResult = bind(care.GET_TRANSFER_RESULT);
  const leaverResult = bind(care.GET_LEAVER_TRANSFER_RESULT);

  const signPage = async (ticket: string, url: string): Promise<JsSdkSignature> => {
    const timestamp = Math.floor(clock.now() / 1_000);
    const nonceStr = nonce();
    return { timestamp, nonceStr, signature: signJsSdk({ ticket, nonce: nonceStr, timestamp, url }) };
  };

  return {
    id: own.config.id,
    get corpId(): string {
      return own.config.corpId;
    },
    get agentId(): number {
      return own.config.agentId;
    },
    /** Whether calls are made, and why not. */
    get state(): WecomAppState {
      return own.state;
    },
    messages: {
      /** Waits for its members' turns: 30 a minute and 1,000 an hour each, which WeCom would drop silently. */
      send: (request: z.input<typeof messages.SEND_MESSAGE.request>, options: CallOptions = {}) =>
        pipeline.call(own, messages.SEND_MESSAGE, request, {
          ...options,
          needs: messageNeeds(own.config, request.to, limits),
        }),
      updateCard: bind(messages.UPDATE_CARD),
      recall: bind(messages.RECALL_MESSAGE),
    },
    contacts: {
      followUsers: bind(contacts.GET_FOLLOW_USERS),
      list: bind(contacts.LIST_CONTACTS),
      get: getContact,
      /** The customer with every advisor, however many pages there are. */
      async getWhole(externalUserId: string, options?: CallOptions) {
        const first = await getContact({ external_userid: externalUserId }, options);
        const followUsers = [...first.follow_user];
        if (first.next_cursor) {
          const rest = eachPage((page) =>
            getContact({ external_userid: externalUserId, cursor: first.next_cursor, ...page }, options),
          );
          for await (const { follow_user } of rest) followUsers.push(...follow_user);
        }
        return { contact: first.external_contact, followUsers };
      },
      batchByUser,
      /** Pages of the customers of up to 100 members. */
      eachByUser: (userIds: readonly string[], options?: CallOptions) =>
        eachPage((page) => batchByUser({ userid_list: [...userIds], ...page }, options)),
      remark: bind(contacts.SET_REMARK),
    },
    tags: {
      list: bind(tags.LIST_TAGS),
      add: bind(tags.ADD_TAGS),
      edit: bind(tags.EDIT_TAG),
      remove: bind(tags.DELETE_TAGS),
      mark: bind(tags.MARK_TAGS),
    },
    contactWays: {
      add: bind(ways.ADD_CONTACT_WAY),
      get: bind(ways.GET_CONTACT_WAY),
      list: listWays,
      each: (request: z.input<typeof ways.LIST_CONTACT_WAYS.request> = {}, options?: CallOptions) =>
        eachPage((page) => listWays({ ...request, ...page }, options)),
      update: bind(ways.UPDATE_CONTACT_WAY),
      remove: bind(ways.DELETE_CONTACT_WAY),
      closeTempChat: bind(ways.CLOSE_TEMP_CHAT),
    },
    groupSends: {
      create: bind(sends.CREATE_GROUP_SEND),
      remind: (request: z.input<typeof sends.REMIND_GROUP_SEND.request>, options: CallOptions = {}) =>
        pipeline.call(own, sends.REMIND_GROUP_SEND, request, {
          ...options,
          needs: [[{ key: `${own.config.corpId}/remind/${request.msgid}`, limits: limits.reminders, weight: 1 }]],
        }),
      cancel: bind(sends.CANCEL_GROUP_SEND),
      list: listGroupSends,
      tasks: listTasks,
      eachTask: (msgid: string, options?: CallOptions) => eachPage((page) => listTasks({ msgid, ...page }, options)),
      results: listResults,
      eachResult: (msgid: string, userid: string, options?: CallOptions) =>
        eachPage((page) => listResults({ msgid, userid, ...page }, options)),
      /** Group sends that a creation without answer may have made, oldest first. Empty = it was not carried out. */
      async find(lost: LostGroupSend, options?: CallOptions) {
        const found = [];
        const request = { chat_type: lost.chatType ?? "single", ...searchSpan(lost) } as const;
        for await (const { group_msg_list } of eachPage((page) => listGroupSends({ ...request, ...page }, options))) {
          found.push(...group_msg_list.filter((send) => mayBeLost(send, lost)));
        }
        return found.sort((a, b) => (a.create_time ?? 0) - (b.create_time ?? 0));
      },
    },
    welcome: { send: bind(care.SEND_WELCOME) },
    moments: {
      create: bind(care.CREATE_MOMENT),
      result: bind(care.GET_MOMENT_RESULT),
      eachTask: (momentId: string, options?: CallOptions) =>
        eachPage((page) => listMomentTasks({ moment_id: momentId, ...page }, options)),
      cancel: bind(care.CANCEL_MOMENT),
    },
    groupChats: {
      list: listChats,
      each: (request: z.input<typeof chats.LIST_GROUP_CHATS.request> = {}, options?: CallOptions) =>
        eachPage((page) => listChats({ ...request, ...page }, options)),
      get: bind(chats.GET_GROUP_CHAT),
    },
    transfers: {
      start: bind(care.TRANSFER_CUSTOMERS),
      result: transferResult,
      eachResult: (request: z.input<typeof care.GET_TRANSFER_RESULT.request>, options?: CallOptions) =>
        eachPage((page) => transferResult({ ...request, ...page }, options)),
      /** Of a member who has left the corp. */
      startOfLeaver: bind(care.TRANSFER_OF_LEAVER),
      eachResultOfLeaver: (request: z.input<typeof care.GET_TRANSFER_RESULT.request>, options?: CallOptions) =>
        eachPage((page) => leaverResult({ ...request, ...page }, options)),
    },
    media: { upload: bind(care.UPLOAD_MEDIA), uploadAttachment: bind(care.UPLOAD_ATTACHMENT) },
    statistics: { userBehavior: bind(care.GET_USER_BEHAVIOR) },
    signIn: { userInfo: bind(session.GET_USER_INFO) },
    jsSdk: {
      /** For `getConfigSignature`: signs with the corp's ticket. The ticket stays here. */
      config: async (url: string) => signPage(await own.corpTicket.get(), url),
      /** For `getAgentConfigSignature`: signs with the app's ticket. */
      agentConfig: async (url: string) => signPage(await own.appTicket.get(), url),
    },
    callbackIps: bind(session.GET_CALLBACK_IPS),
    /** Fetches a token if there is none: shows whether corp id and secret are right. */
    async checkSecret(): Promise<void> {
      await own.assertReady("gettoken");
      await own.token.get();
    },
  };
}
