/**
 * The only file that knows WeCom's JS-SDK, which is loaded when somebody is inside WeCom and not before. Everything else
 * talks to `WecomBridge`; without one the page is in a browser of its own.
 */
import type { ChatMessage } from "@sopflow/schemas";
import type { ApiClient } from "../api/api-client.js";
import { loadJsSdk } from "../api/js-sdk-calls.js";
import { isWecomClient } from "../session/inside-wecom.js";
import { copyText } from "./copy-text.js";

export interface WecomBridge {
  /** `side_bar`: beside a chat with one customer, into which messages can be sent. `page`: anywhere else in WeCom. */
  readonly place: "side_bar" | "page";
  /** WeCom's id of the customer in whose chat the page stands; undefined where it stands in none. */
  currentCustomer(): Promise<string | undefined>;
  /** Sends into the chat. Rejects when WeCom refused or the advisor declined. Works in the side bar only. */
  send(message: ChatMessage): Promise<void>;
  /** Opens the chat with a customer, else the customer's card. Rejects when neither can be. */
  openChat(externalUserId: string): Promise<void>;
  copy(text: string): Promise<boolean>;
}

interface Signature {
  readonly timestamp: string | number;
  readonly nonceStr: string;
  readonly signature: string;
}

/** As much of WeCom's JS-SDK as is used here. */
export interface JsSdk {
  register(options: {
    corpId: string;
    agentId: number;
    jsApiList: string[];
    getConfigSignature: (url: string) => Promise<Signature>;
    getAgentConfigSignature: (url: string) => Promise<Signature>;
  }): void;
  getContext(): Promise<{ entry: string }>;
  getCurExternalContact(): Promise<{ userId: string }>;
  sendChatMessage(message: ChatMessage): Promise<unknown>;
  openEnterpriseChat(whom: { externalUserIds: string[] }): Promise<unknown>;
  openUserProfile(whom: { type: number; userid: string }): Promise<unknown>;
  setClipboardData(what: { data: string }): Promise<unknown>;
}

const USED = [
  "getContext",
  "getCurExternalContact",
  "sendChatMessage",
  "openEnterpriseChat",
  "openUserProfile",
  "setClipboardData",
];
/** Where `sendChatMessage` works with one customer. */
const SIDE_BARS: ReadonlySet<string> = new Set(["single_chat_tools", "chat_attachment"]);
const EXTERNAL_PERSON = 2;

/** Joins WeCom where the page is inside it; undefined in a browser of its own, or where WeCom is not connected. */
export async function joinWecom(api: ApiClient): Promise<WecomBridge | undefined> {
  try {
    const signed = await loadJsSdk(api, addressNow());
    const sdk = isWecomClient() ? await loadRealSdk() : signed.simulated ? await loadSimSdk() : undefined;
    return sdk && (await bridgeOver(sdk, api, signed));
  } catch {
    // What cannot be joined is no reason to show no tasks: scripts are copied then.
    return undefined;
  }
}

// Its declarations take callbacks besides; a page that passes none gets the promises described above.
const loadRealSdk = async (): Promise<JsSdk> => (await import("@wecom/jssdk")) as unknown as JsSdk; // see the line above
const loadSimSdk = async (): Promise<JsSdk> => (await import("./sim-sdk.js")).simSdk();

const addressNow = (): string => window.location.href.split("#")[0] ?? "";

/** Registers with the SDK and asks where the page stands. */
export async function bridgeOver(
  sdk: JsSdk,
  api: ApiClient,
  { corpId, agentId }: { readonly corpId: string; readonly agentId: number },
): Promise<WecomBridge> {
  sdk.register({
    corpId,
    agentId,
    jsApiList: USED,
    getConfigSignature: async (url) => (await loadJsSdk(api, url)).config,
    getAgentConfigSignature: async (url) => (await loadJsSdk(api, url)).agentConfig,
  });
  const { entry } = await sdk.getContext();
  return {
    place: SIDE_BARS.has(entry) ? "side_bar" : "page",
    async currentCustomer() {
      try {
        return (await sdk.getCurExternalContact()).userId;
      } catch {
        return undefined; // not beside a customer, or without the right to know whom
      }
    },
    async send(message) {
      await sdk.sendChatMessage(message);
    },
    async openChat(externalUserId) {
      try {
        await sdk.openEnterpriseChat({ externalUserIds: [externalUserId] });
      } catch {
        // Older clients open chats only for ids that were picked in them; the card is one tap away from the chat.
        await sdk.openUserProfile({ type: EXTERNAL_PERSON, userid: externalUserId });
      }
    },
    async copy(text) {
      try {
        await sdk.setClipboardData({ data: text });
        return true;
      } catch {
        return copyText(text); // on computers the SDK has no clipboard
      }
    },
  };
}
