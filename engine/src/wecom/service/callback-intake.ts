import { randomBytes } from "node:crypto";
import { z } from "zod";
import { SECOND_MS } from "../../core/time/index.js";
import { type Store, typedRecords } from "../../store/index.js";
import type { EngineLogger, SopEngine } from "../../worker/index.js";
import {
  buttonReply,
  type CallbackAction,
  type CallbackQuery,
  callbackActions,
  type ReceivedCallback,
  receiveCallback,
  verifyUrl,
} from "../callbacks/index.js";
import { taskIdOfCard, userIdKey } from "../client/index.js";
import type { CallbackSecrets } from "../crypto/index.js";
import type { CardPress } from "../delivery/press-card.js";
import { createContactLooks } from "../sync/contact-looks.js";
import type { Welcomes } from "../welcome/welcomes.js";
import type { ChatVersions } from "./chat-versions.js";
import type { Refetches } from "./refetches.js";
import { channelOfState } from "./state-channels.js";

/** Details of a group's change may lag some seconds behind the callback. */
const CHAT_LAG_MS = 3 * SECOND_MS;

export interface CallbackIntakeParts {
  readonly store: Store;
  readonly engine: Pick<SopEngine, "post">;
  readonly welcomes: Welcomes;
  readonly refetches: Refetches;
  readonly chats: ChatVersions;
  readonly press: (press: CardPress) => Promise<string | undefined>;
  readonly now: () => number;
  readonly logger: EngineLogger;
}

const spoiltSchema = z.object({ xml: z.string(), problem: z.string(), at: z.int() });
const healthSchema = z.object({ signal: z.string(), at: z.int(), effectAt: z.int().optional() });

/**
 * Takes callbacks in. Everything that follows from one is durable before it is acknowledged, and done at most once
 * however often it comes: events carry the callback's key, fetches are one per thing.
 *
 * A callback that we fail to understand is acknowledged and kept: repeating it would not help, and WeCom stops calling
 * who fails often. When the store fails it is not acknowledged, and WeCom repeats it.
 */
export class CallbackIntake {
  readonly #parts: CallbackIntakeParts;
  readonly #spoilt;
  readonly #health;
  readonly #looks;

  constructor(parts: CallbackIntakeParts) {
    this.#parts = parts;
    this.#spoilt = typedRecords(parts.store.records, "wecom.spoilt_callback", spoiltSchema);
    this.#health = typedRecords(parts.store.records, "wecom.health", healthSchema);
    this.#looks = createContactLooks(parts.store);
  }

  /** The text to answer WeCom's check of the URL with. Throws `WecomCryptoError`. */
  verify(secrets: CallbackSecrets, query: CallbackQuery): string {
    return verifyUrl(secrets, query);
  }

  /** The body to answer with; "" for most. Throws `WecomCryptoError` for what WeCom did not send. */
  async take(secrets: CallbackSecrets, query: CallbackQuery, body: string): Promise<string> {
    const callback = receiveCallback(secrets, query, body);
    let actions: CallbackAction[];
    try {
      actions = callbackActions(callback, await this.#contextOf(callback));
    } catch (error) {
      this.#parts.logger.error({ err: error, key: callback.dedupeKey }, "a callback was not understood; it is kept");
      const problem = error instanceof Error ? error.message : String(error);
      await this.#spoilt.put({ id: callback.dedupeKey, doc: { xml: callback.xml, problem, at: this.#parts.now() } });
      return "";
    }
    let word: string | undefined;
    for (const action of actions) word = (await this.#do(action, callback)) ?? word;
    if (word === undefined || !("userId" in callback.event)) return "";
    const { userId, corpId } = callback.event;
    const createTime = Math.floor(this.#parts.now() / SECOND_MS);
    return buttonReply(
      secrets,
      { corpId, userId, replaceName: word, createTime },
      { timestamp: `${createTime}`, nonce: randomBytes(8).toString("hex"), random: randomBytes(16) },
    );
  }

  /** Does one action; gives the word for a card's button, where one was pressed. */
  async #do(action: CallbackAction, { dedupeKey, event: told }: ReceivedCallback): Promise<string | undefined> {
    const { engine, store, welcomes, refetches, chats, now } = this.#parts;
    switch (action.do) {
      case "welcome": {
        const { code, advisorId, externalUserId, event, deadlineAt } = action;
        const isToSend = await welcomes.prepare({ id: dedupeKey, code, advisorId, externalUserId, event, deadlineAt });
        // Not awaited: the callback is acknowledged first. What is lost with the process is durable and tried again.
        if (isToSend) void welcomes.serve(dedupeKey).catch((error) => this.#stumble(error));
        return undefined;
      }
      case "post": {
        const { customer } = action.event;
        const isStranger =
          action.onlyKnown === true &&
          typeof customer !== "string" &&
          (await store.customers.resolve(customer.idType, customer.value)) === undefined;
        if (isStranger) return undefined;
        const [answer] = await engine.post([action.event], { origin: "system" });
        if (answer?.status === "rejected") {
          this.#parts.logger.warn({ code: answer.code, key: dedupeKey }, "an event of a callback was refused");
        }
        // The look that may follow is not to find what has been posted.
        if ("externalUserId" in told) await this.#looks.noteEvent(told.externalUserId, told);
        return undefined;
      }
      case "refetch_contact":
        return void (await refetches.ask("contact", action.externalUserId, action.because));
      case "refetch_chat":
        return void (await refetches.ask("chat", action.chatId, action.because, CHAT_LAG_MS));
      case "refetch_tags":
        return void (await refetches.ask("tags", "all", action.change));
      case "note_chat_version":
        return void (await chats.note(action.chatId, action.version));
      case "close_chat":
        return void (await chats.close(action.chatId, action.at));
      case "note_health": {
        const { signal, at, effectAt } = action.health;
        const doc = { signal, at, ...(effectAt === undefined ? {} : { effectAt }) };
        return void (await this.#health.put({ id: "latest", doc }));
      }
      case "press_card": {
        const { userId, key, taskId, selected, responseCode } = action.press;
        return this.#parts.press({
          id: dedupeKey,
          userId,
          key,
          cardId: taskIdOfCard(taskId),
          selected: selected.flatMap(({ optionIds }) => optionIds),
          at: now(),
          ...(responseCode === undefined ? {} : { responseCode }),
        });
      }
      case "nothing":
        return undefined;
      default:
        return action satisfies never;
    }
  }

  async #contextOf({ event }: ReceivedCallback) {
    const { store, chats, now } = this.#parts;
    const advisors = await store.brand.advisors();
    const known = new Map(advisors.map((advisor) => [userIdKey(advisor.wecomUserId ?? advisor.id), advisor.id]));
    const state = "state" in event ? event.state : undefined;
    const channel = state === undefined ? undefined : await channelOfState(store.records, state);
    const memberVersion = "chatId" in event ? await chats.version(event.chatId) : undefined;
    return {
      advisorOf: (userId: string) => known.get(userIdKey(userId)) ?? userId,
      channelOf: () => channel,
      memberVersion,
      receivedAt: now(),
    };
  }

  #stumble(error: unknown): void {
    this.#parts.logger.error({ err: error }, "a welcome stumbled; it is tried again");
  }
}
