import type { SimContext } from "./sim-context.js";

/** WeCom gives a callback address one second to prove that it holds the keys. */
const VERIFY_MS = 1_000;

export interface CallbackCheck {
  readonly ok: boolean;
  /** What is wrong, in English. */
  readonly problem?: string;
}

/** Does what the console does when a callback address is saved. */
export async function verifyCallback({ sim, clock, fetch }: SimContext, agentid: number): Promise<CallbackCheck> {
  const asked = sim.verification(agentid, clock.now());
  if (!asked) return { ok: false, problem: "the app has no callback address" };
  try {
    const response = await fetch(asked.url, { signal: AbortSignal.timeout(VERIFY_MS), redirect: "manual" });
    const body = await response.text();
    if (response.status !== 200) return { ok: false, problem: `the address answered ${response.status}` };
    if (body !== asked.expected) return { ok: false, problem: "the answer is not the decrypted echostr" };
    return { ok: true };
  } catch {
    return { ok: false, problem: "no answer within one second" };
  }
}
