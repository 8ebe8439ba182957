import type { Text } from "@sopflow/schemas";
import type { z } from "zod";
import type { AppSession } from "./app-session.js";
import type { Endpoint } from "./endpoint.js";
import { errcodeInfo } from "./error-codes.js";
import type { TransportAnswer } from "./transport.js";
import { WecomError, type WecomFailureClass } from "./wecom-error.js";

/** Why one attempt failed. */
export interface CallFailure {
  readonly class: WecomFailureClass;
  readonly code?: number;
  readonly detail?: string;
  readonly retryAt?: number;
}

/** Another attempt may work without anybody's help. */
export const REPEATABLE: ReadonlySet<WecomFailureClass> = new Set([
  "busy",
  "rateLimit",
  "concurrency",
  "conflict",
  "unreachable",
  "uncertain",
]);

/** WeCom refused it for good, so that an earlier attempt without answer was not carried out either. */
const SURELY_NOT_DONE: ReadonlySet<WecomFailureClass> = new Set([
  "permanent",
  "config",
  "notFriend",
  "secret",
  "stopped",
]);

const HINTS: Partial<Record<WecomFailureClass, Text>> = {
  rateLimit: {
    zh: "达到企业微信的调用上限，等待窗口结束后再发",
    en: "A limit of WeCom is used up: again when its window ends",
  },
  unreachable: {
    zh: "连接不上企业微信，请检查网络和出口代理",
    en: "WeCom cannot be reached: check the network and the proxy",
  },
  uncertain: { zh: "企业微信没有给出可读的回答", en: "WeCom gave no answer that can be read" },
  expired: { zh: "超过了时限，没有再发出", en: "The deadline passed, so it was not sent" },
};

/** What an attempt's answer says; undefined when it worked. */
export function failureOf(
  session: AppSession,
  answer: TransportAnswer,
  read: z.ZodSafeParseResult<unknown> | undefined,
): CallFailure | undefined {
  if (answer.kind !== "answered") return { class: answer.kind, detail: session.redact(answer.detail) };
  const { errcode, errmsg } = answer.json;
  if (typeof errcode === "number" && errcode !== 0) {
    const detail = typeof errmsg === "string" ? { detail: session.redact(errmsg) } : {};
    return { class: errcodeInfo(errcode).class, code: errcode, ...detail };
  }
  if (read?.success) return undefined;
  const places = read?.error.issues.map(({ path }) => path.map(String).join(".")) ?? [];
  return { class: "uncertain", detail: `fields of another form: ${places.slice(0, 5).join(", ")}` };
}

/** The error that ends a call. */
export function toError(
  session: AppSession,
  endpoint: Endpoint<z.ZodType, z.ZodType>,
  failure: CallFailure | { readonly from: WecomError },
  run: { readonly isUncertain: boolean; readonly retryAt?: number },
): WecomError {
  const { api, safety } = endpoint;
  const appId = session.config.id;
  const mayBeDone = run.isUncertain && (safety === "once" || safety === "guarded");
  if ("from" in failure) {
    const { class: errorClass, hint, code, retryable } = failure.from;
    return new WecomError({ api, appId, class: errorClass, hint, code, retryable, uncertain: mayBeDone });
  }
  const uncertain = mayBeDone && !SURELY_NOT_DONE.has(failure.class);
  const retryAt = failure.retryAt ?? (failure.class === "rateLimit" ? run.retryAt : undefined);
  return new WecomError({
    api,
    appId,
    class: failure.class,
    code: failure.code,
    errmsg: failure.detail,
    hint: hintOf(endpoint, failure, uncertain),
    // What can never fit, or may have been done by a call that must not be repeated, is not tried again blindly.
    retryable:
      (REPEATABLE.has(failure.class) || failure.class === "token") &&
      retryAt !== Number.POSITIVE_INFINITY &&
      !(uncertain && safety === "once"),
    retryAt: retryAt === Number.POSITIVE_INFINITY ? undefined : retryAt,
    uncertain,
  });
}

function hintOf({ resolution }: Endpoint<z.ZodType, z.ZodType>, failure: CallFailure, uncertain: boolean): Text {
  const own = HINTS[failure.class] ?? errcodeInfo(failure.code ?? 0).hint;
  const known = failure.code === undefined ? own : errcodeInfo(failure.code).hint;
  if (!uncertain || !resolution) return known;
  return { zh: `${known.zh}；${resolution.zh}`, en: `${known.en}; ${resolution.en}` };
}
