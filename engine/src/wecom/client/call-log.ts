import type { WecomFailureClass } from "./wecom-error.js";

/** One attempt of one call. Never a token, secret, query or body. */
export interface CallLogEntry {
  readonly api: string;
  readonly appId: string;
  readonly corpId: string;
  readonly attempt: number;
  readonly tookMs: number;
  readonly outcome: "ok" | WecomFailureClass;
  /** WeCom's errcode. */
  readonly code?: number;
  /** errmsg, or why there was no answer. */
  readonly detail?: string;
  /** Size of the answer. */
  readonly bytes?: number;
}

export type CallLog = (entry: CallLogEntry) => void;
