import type { ResponseCode } from "../state/work.js";
import type { SimState } from "../state/world.js";
import { HOUR_MS } from "./call-windows.js";
import { CallError, ERR } from "./errcodes.js";

/** A response_code lives so long and works once. */
export const RESPONSE_CODE_MS = 72 * HOUR_MS;

export function issueResponseCode(
  state: SimState,
  corpid: string,
  agentid: number,
  msgid: string,
  now: number,
): string {
  const code = state.ids.text(43);
  state.responseCodes.set(code, { corpid, agentid, msgid, until: now + RESPONSE_CODE_MS, used: false });
  return code;
}

/** Uses the code up; 60140 when it is unknown, another app's, used or older than 72 h. */
export function useResponseCode(
  state: SimState,
  code: string,
  { corpid, agentid, now }: { readonly corpid: string; readonly agentid: number; readonly now: number },
): ResponseCode {
  const found = state.responseCodes.get(code);
  if (!found || found.used || now >= found.until || found.corpid !== corpid || found.agentid !== agentid) {
    throw new CallError(ERR.responseCodeInvalid);
  }
  found.used = true;
  return found;
}
