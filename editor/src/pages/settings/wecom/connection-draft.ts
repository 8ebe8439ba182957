import type { WecomSettingsBody, WecomState } from "@sopflow/schemas";
import type { WecomText } from "../../../i18n/wecom-texts.js";

/** The connection as its form holds it. Secrets begin empty: they are never told. */
export interface ConnectionDraft {
  /** How people call it, where there are several. */
  readonly name: string;
  readonly corpId: string;
  readonly agentId: string;
  readonly secret: string;
  readonly origin: string;
  readonly callbackToken: string;
  readonly callbackAesKey: string;
  readonly enabled: boolean;
}

/** Nothing of a simulator's fits a real corp, so its form begins empty. */
export const readConnection = (state: WecomState, ownOrigin: string): ConnectionDraft => ({
  name: state.name ?? "",
  corpId: state.simulated ? "" : (state.corpId ?? ""),
  agentId: state.simulated || state.agentId === undefined ? "" : String(state.agentId),
  secret: "",
  origin: state.simulated ? "" : (state.origin ?? ownOrigin),
  callbackToken: "",
  callbackAesKey: "",
  enabled: state.configured ? state.enabled : true,
});

export type ConnectionFaults = Readonly<Partial<Record<keyof ConnectionDraft, WecomText | "required">>>;

/** What is wrong with a draft, by field; empty = it can be saved. */
export function checkConnectionDraft(draft: ConnectionDraft, { simulated, hasSecret }: WecomState): ConnectionFaults {
  const secret = draft.secret.trim();
  const aesKey = draft.callbackAesKey.trim();
  const agentId = Number(draft.agentId.trim());
  return {
    ...(draft.corpId.trim() === "" && { corpId: "required" as const }),
    ...((!Number.isInteger(agentId) || agentId < 1) && { agentId: "form.needAgentId" as const }),
    ...(secret === "" && !hasSecret && { secret: "form.needSecret" as const }),
    ...(secret === "" && simulated && { secret: "form.needNew" as const }),
    ...(simulated && draft.callbackToken.trim() === "" && { callbackToken: "form.needNew" as const }),
    ...(simulated && aesKey === "" && { callbackAesKey: "form.needNew" as const }),
    ...(aesKey !== "" && !/^[A-Za-z0-9]{43}$/.test(aesKey) && { callbackAesKey: "form.needAesKey" as const }),
    ...(!isOrigin(draft.origin) && { origin: "form.needOrigin" as const }),
  };
}

/** The draft as it is sent; what was not typed of secrets stays as it is. */
export function writeConnection(draft: ConnectionDraft): WecomSettingsBody {
  const [secret, token, key] = [draft.secret.trim(), draft.callbackToken.trim(), draft.callbackAesKey.trim()];
  return {
    ...(draft.name.trim() !== "" && { name: draft.name.trim() }),
    corpId: draft.corpId.trim(),
    agentId: Number(draft.agentId.trim()),
    origin: new URL(draft.origin.trim()).origin,
    enabled: draft.enabled,
    ...(secret !== "" && { secret }),
    ...(token !== "" && { callbackToken: token }),
    ...(key !== "" && { callbackAesKey: key }),
  };
}

function isOrigin(text: string): boolean {
  try {
    return ["https:", "http:"].includes(new URL(text.trim()).protocol);
  } catch {
    return false;
  }
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
/** Base64 letters whose last two bits are 0: some decoders refuse a key that ends in any other. */
const LAST_LETTERS = "AEIMQUYcgkosw048";
const KEY_LENGTH = 43;
const TOKEN_LENGTH = 24;

/** A token and a key for callbacks as WeCom takes them; `random` gives whole numbers below its argument. */
export function makeCallbackSecrets(random: (below: number) => number): { token: string; aesKey: string } {
  const some = (letters: string, count: number) =>
    Array.from({ length: count }, () => letters[random(letters.length)] ?? "A").join("");
  return { token: some(LETTERS, TOKEN_LENGTH), aesKey: some(LETTERS, KEY_LENGTH - 1) + some(LAST_LETTERS, 1) };
}

/** From the browser's own source of randomness, each number as likely as any other. */
export function randomBelow(below: number): number {
  const limit = Math.floor(2 ** 32 / below) * below;
  for (;;) {
    const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1));
    if (drawn < limit) return drawn % below;
  }
}
