import type { PostedEventInput } from "@sopflow/schemas";
import { formatInstant, SECOND_MS } from "../../core/time/index.js";
import type { ReceivedCallback } from "./receive-callback.js";
import type { AppHealth, CardPressed, ChatChanged, ContactCame, WecomEvent } from "./wecom-event.js";

/** The identity by which customers of WeCom are known: `{ idType: WECOM_ID_TYPE, value: external_userid }`. */
export const WECOM_ID_TYPE = "external_userid";
/** Where the product's events from callbacks come from. */
export const WECOM_SOURCE = "wecom";
/** WeCom takes a welcome code for so long. */
export const WELCOME_CODE_MS = 20 * SECOND_MS;

/** What must be known to read a callback. Looked up before; nothing here waits. */
export interface CallbackContext {
  /** Our advisor of a WeCom userid, in whatever case it is written. */
  readonly advisorOf: (userId: string) => string;
  /** The channel of a contact way's state; undefined when the state is none of ours. */
  readonly channelOf: (state: string) => string | undefined;
  /** The version of the group's members that we hold; undefined when we hold none. */
  readonly memberVersion?: string | undefined;
  /** When the callback came in, epoch ms. */
  readonly receivedAt: number;
}

/** What a callback asks for. Actions are done in their order. */
export type CallbackAction =
  /** To intake, as the product's own event (`origin: "system"`). `onlyKnown`: not for people who are no customers. */
  | { readonly do: "post"; readonly event: PostedEventInput; readonly onlyKnown?: true }
  /** Greet now, past the queue, before anything is posted. */
  | {
      readonly do: "welcome";
      readonly code: string;
      readonly userId: string;
      readonly advisorId: string;
      readonly externalUserId: string;
      /** WeCom takes the code until about then, epoch ms. */
      readonly deadlineAt: number;
      readonly event: PostedEventInput;
    }
  /** Fetch the customer and compare with what we hold: WeCom does not say what changed. */
  | {
      readonly do: "refetch_contact";
      readonly externalUserId: string;
      readonly userId: string;
      readonly because: string;
    }
  /** Fetch the group chat and compare. */
  | { readonly do: "refetch_chat"; readonly chatId: string; readonly because: string }
  /** Take over the group's new version of members; the changes have been posted. */
  | { readonly do: "note_chat_version"; readonly chatId: string; readonly version: string }
  | { readonly do: "close_chat"; readonly chatId: string; readonly at: number }
  /** Fetch tags: of that id, or all. */
  | {
      readonly do: "refetch_tags";
      readonly tagType: "tag" | "tag_group";
      readonly id?: string;
      readonly change: string;
    }
  | { readonly do: "press_card"; readonly press: CardPressed }
  /** Tell an administrator. */
  | { readonly do: "note_health"; readonly health: AppHealth }
  /** Acknowledge; nothing follows. */
  | { readonly do: "nothing"; readonly because: string };

/** What is to be done about a callback: pure, the same for every repetition. */
export function callbackActions(callback: ReceivedCallback, context: CallbackContext): CallbackAction[] {
  const { event } = callback;
  const make = eventMaker(callback);
  switch (event.kind) {
    case "contact.added":
    case "contact.half_added":
      return newContact(event, make, context);
    case "contact.edited":
      return [refetch(event, "edited")];
    case "contact.removed": {
      const { by, byTransfer, externalUserId } = event;
      const advisorId = context.advisorOf(event.userId);
      const props = { advisorId, by, ...(byTransfer && { reason: "transfer" }) };
      const post = { do: "post", event: make("friend.removed", externalUserId, props) } as const;
      // The new advisor's friendship comes first, so that the customer is at no time without one.
      return byTransfer ? [refetch(event, "transferred"), post] : [post];
    }
    case "contact.transfer_failed": {
      const props = { advisorId: context.advisorOf(event.userId), reason: event.reason };
      return [{ do: "post", event: make("transfer.failed", event.externalUserId, props) }];
    }
    case "chat.created":
      return [{ do: "refetch_chat", chatId: event.chatId, because: "created" }];
    case "chat.dismissed":
      return [{ do: "close_chat", chatId: event.chatId, at: event.at }];
    case "chat.updated":
      return chatUpdate(event, make, context);
    case "tag.changed": {
      const { tagType, change, id } = event;
      return [{ do: "refetch_tags", tagType, change, ...(id !== undefined && { id }) }];
    }
    case "card.pressed":
    case "card.menu_pressed":
      return [{ do: "press_card", press: event }];
    case "app.health":
      return [{ do: "note_health", health: event }];
    case "advisor.acted":
      return [{ do: "nothing", because: event.act }];
    case "message":
      return [{ do: "nothing", because: "a message to the app" }];
    case "unknown":
      return [{ do: "nothing", because: event.missing ? `${event.event} without ${event.missing}` : event.event }];
    default:
      return unreachable(event);
  }
}

type MakeEvent = (
  type: string,
  externalUserId: string,
  props: PostedEventInput["props"],
  no?: number,
) => PostedEventInput;

/** An event's id is the callback's key, so that a repeated callback posts nothing new. */
const eventMaker =
  ({ dedupeKey, event: { at } }: ReceivedCallback): MakeEvent =>
  (type, value, props, no) => ({
    id: no === undefined ? dedupeKey : `${dedupeKey}-${no}`,
    source: WECOM_SOURCE,
    type,
    customer: { idType: WECOM_ID_TYPE, value },
    at: formatInstant("UTC", at),
    props: props ?? {},
  });

const refetch = (event: { readonly externalUserId: string; readonly userId: string }, because: string) =>
  ({ do: "refetch_contact", externalUserId: event.externalUserId, userId: event.userId, because }) as const;

function newContact(came: ContactCame, make: MakeEvent, context: CallbackContext): CallbackAction[] {
  const { state, userId, externalUserId, welcomeCode } = came;
  const channel = state === undefined ? undefined : context.channelOf(state);
  const advisorId = context.advisorOf(userId);
  const type = came.kind === "contact.added" ? "friend.added" : "friend.half_added";
  const event = make(type, externalUserId, {
    advisorId,
    ...(state !== undefined && { state }),
    ...(channel !== undefined && { channel }),
  });
  const post = { do: "post", event } as const;
  // Name, tags and add_way are not in the callback.
  const after = refetch(came, came.kind === "contact.added" ? "added" : "half added");
  if (welcomeCode === undefined) return [post, after];
  const deadlineAt = welcomeDeadline(came.at, context.receivedAt);
  return [{ do: "welcome", code: welcomeCode, userId, advisorId, externalUserId, deadlineAt, event }, post, after];
}

/**
 * 20 seconds from when the friend came. Where WeCom's clock and ours are too far apart to say, a short while from now: a
 * code that is too old costs one call that is refused.
 */
export function welcomeDeadline(cameAt: number, receivedAt: number): number {
  const age = receivedAt - cameAt;
  return age >= -SECOND_MS && age < WELCOME_CODE_MS ? cameAt + WELCOME_CODE_MS : receivedAt + 5 * SECOND_MS;
}

function chatUpdate(chat: ChatChanged, make: MakeEvent, { memberVersion }: CallbackContext): CallbackAction[] {
  const { chatId, detail, members, version, lastVersion } = chat;
  const isMembers = detail === "add_member" || detail === "del_member";
  if (!isMembers) return [{ do: "refetch_chat", chatId, because: detail ?? "updated" }];
  // Without the list, or after a change that we missed, only the group itself tells who is in it.
  const isWhole = chat.count === undefined || members.length === chat.count;
  const follows = lastVersion !== undefined && lastVersion === memberVersion && version !== undefined;
  if (!isWhole || !follows) {
    return [
      { do: "refetch_chat", chatId, because: follows ? "who changed is not told" : "a change before was missed" },
    ];
  }
  const joined = detail === "add_member";
  const props = joined
    ? { groupId: chatId, ...(chat.joinScene !== undefined && { invited: chat.joinScene !== 3 }) }
    : { groupId: chatId, ...(chat.quitScene !== undefined && { removed: chat.quitScene === 1 }) };
  const posts = members.filter(isExternalUserId).map((member, no): CallbackAction => {
    const event = make(joined ? "group.joined" : "group.left", member, props, no);
    return { do: "post", event, onlyKnown: true };
  });
  return [...posts, { do: "note_chat_version", chatId, version }];
}

/** WeCom's ids of outside people begin with wm (WeChat) or wo (WeCom); members have the names the corp gave them. */
export const isExternalUserId = (id: string): boolean => /^w[mo][A-Za-z0-9_-]{20,}$/.test(id);

function unreachable(event: never): never {
  throw new Error(`no action for ${JSON.stringify(event satisfies WecomEvent)}`);
}
