import type { CustomerView } from "@sopflow/schemas";
import type { ApiClient } from "../api/api-client.js";
import { loadCustomer } from "../api/customer-calls.js";
import type { FetchCache } from "../api/fetch-cache.js";
import { ADVISOR_SHEET_TEXTS } from "../i18n/advisor-sheet-texts.js";
import type { Locale } from "../i18n/locale.js";
import { sayer } from "../i18n/texts.js";
import type { ToastStore } from "../ui/toast-store.js";
import { messageOf, type Sendable, textMessage } from "./chat-messages.js";
import { saveScript } from "./outbox/desk-changes.js";
import { newKey } from "./outbox/new-key.js";
import type { Outbox } from "./outbox/outbox.js";
import type { WecomBridge } from "./wecom-bridge.js";

export interface WorkParts {
  readonly api: ApiClient;
  readonly cache: FetchCache;
  readonly toasts: ToastStore;
  readonly locale: Locale;
}

/**
 * The words first, then what goes along, one after another; what could not be sent is named, for the advisor to add by
 * hand, and keeps back nothing else. False when nothing went.
 */
export async function sendToChat(
  { api, toasts, locale }: Pick<WorkParts, "api" | "toasts" | "locale">,
  bridge: WecomBridge,
  text: string,
  materials: readonly Sendable[],
): Promise<boolean> {
  const t = sayer(ADVISOR_SHEET_TEXTS, locale);
  const byHand: string[] = [];
  try {
    if (text !== "") await bridge.send(textMessage(text));
  } catch {
    toasts.fail(t("sendFailed"));
    return false;
  }
  for (const material of materials) {
    const isSent = await sendMaterial(api, bridge, material).catch(() => false);
    if (!isSent) byHand.push(material.title || (material.url ?? ""));
  }
  if (text === "" && byHand.length === materials.length && byHand.length > 0) {
    toasts.fail(t("sendFailed"));
    return false;
  }
  if (byHand.length > 0) toasts.fail(t("sendByHand", { titles: byHand.join("、") }));
  else toasts.say(t("sent"));
  return true;
}

async function sendMaterial(api: ApiClient, bridge: WecomBridge, material: Sendable): Promise<boolean> {
  const message = await messageOf(api, material);
  if (!message) return false;
  await bridge.send(message);
  return true;
}

/** Opens the chat with a customer, and says so when that cannot be. */
export async function openChatWith(
  { api, cache, toasts, locale }: WorkParts,
  bridge: WecomBridge,
  customerId: string,
): Promise<void> {
  const t = sayer(ADVISOR_SHEET_TEXTS, locale);
  try {
    const known = cache.read<CustomerView>(`customer ${customerId}`).data ?? (await loadCustomer(api, customerId));
    const externalId = known.identities.external_userid;
    if (externalId === undefined) return toasts.fail(t("openFailed"));
    await bridge.openChat(externalId);
  } catch {
    toasts.fail(t("openFailed"));
  }
}

const MAX_TITLE = 80;

/** Keeps a script as the advisor's own. */
export function saveOwnScript(outbox: Outbox, title: string, text: string): void {
  const id = newKey();
  const body = { id, kind: "text", title: title.slice(0, MAX_TITLE), text, folder: "", visibility: "own" } as const;
  outbox.add({ id, title: body.title, customerId: id }, saveScript(undefined, body));
}
