import type { Text } from "@sopflow/schemas";
import type { WecomErrorClass } from "./error-codes.js";

/** A class of an errcode, or what happened before WeCom could answer one. */
export type WecomFailureClass =
  | WecomErrorClass
  /** The request breaks a documented limit; no call was made. */
  | "refused"
  /** No connection: WeCom did not get the request. */
  | "unreachable"
  /** No answer, or one that cannot be read: WeCom may have done it. */
  | "uncertain"
  /** Calls of this app are stopped until it is configured again. */
  | "stopped";

/** One thing wrong with a request. */
export interface RequestProblem {
  /** `template_card.main_title.title` */
  readonly path: string;
  readonly text: Text;
}

export interface WecomErrorParts {
  readonly api: string;
  readonly appId: string;
  readonly class: WecomFailureClass;
  readonly hint: Text;
  readonly retryable: boolean;
  /** WeCom's errcode, where it answered. */
  readonly code?: number | undefined;
  /** WeCom's errmsg, cut and without secrets: for people, never to match on. */
  readonly errmsg?: string | undefined;
  /** Not before then, epoch ms. */
  readonly retryAt?: number | undefined;
  /** Some attempt may have been carried out. */
  readonly uncertain?: boolean;
  readonly problems?: readonly RequestProblem[];
}

/** A call to WeCom that failed. Holds no token, secret or ticket. */
export class WecomError extends Error {
  override readonly name = "WecomError";
  readonly api: string;
  readonly appId: string;
  readonly class: WecomFailureClass;
  readonly code: number | undefined;
  readonly errmsg: string | undefined;
  /** The same request may work later without anybody's help. */
  readonly retryable: boolean;
  readonly retryAt: number | undefined;
  /** The call may have been carried out: look before repeating it. */
  readonly uncertain: boolean;
  /** What happened and what to do, for people. */
  readonly hint: Text;
  readonly problems: readonly RequestProblem[];

  constructor(parts: WecomErrorParts) {
    const code = parts.code === undefined ? parts.class : `${parts.class} ${parts.code}`;
    super(`WeCom ${parts.api}: ${code}: ${parts.hint.en}${parts.errmsg ? ` (${parts.errmsg})` : ""}`);
    this.api = parts.api;
    this.appId = parts.appId;
    this.class = parts.class;
    this.code = parts.code;
    this.errmsg = parts.errmsg;
    this.retryable = parts.retryable;
    this.retryAt = parts.retryAt;
    this.uncertain = parts.uncertain ?? false;
    this.hint = parts.hint;
    this.problems = parts.problems ?? [];
  }

  /** `unknown` = it may have been done; `later` = not done, worth trying again; `refused` = not done, and will not be. */
  get outcome(): "refused" | "later" | "unknown" {
    if (this.uncertain) return "unknown";
    return this.retryable ? "later" : "refused";
  }
}
