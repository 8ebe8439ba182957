import {
  type ErrorCode,
  errorText,
  eventInfo,
  MAX_EVENT_BYTES,
  MAX_FUTURE_MS,
  type PostedEvent,
  postedEventSchema,
} from "@sopflow/schemas";
import type { z } from "zod";
import { formatInstant, parseInstant } from "../core/time/index.js";
import type { DedupeKey } from "../store/index.js";
import type { PostAnswer } from "./sop-engine.js";
import { DEDUPE_MS } from "./system-event.js";

export type Rejection = Extract<PostAnswer, { status: "rejected" }>;

/** A posted event that may be taken in, its properties as the catalogue reads them. */
export interface CheckedEvent {
  readonly status: "ok";
  readonly event: PostedEvent;
  readonly at: number;
  readonly dedupe: readonly DedupeKey[];
}

interface CheckOptions {
  readonly origin: "intake" | "system";
  readonly received: number;
}

/** Everything that can be said of one posted event without the store. */
export function checkPosted(posted: unknown, { origin, received }: CheckOptions): CheckedEvent | Rejection {
  const bytes = byteLength(posted);
  if (bytes > MAX_EVENT_BYTES) return reject("event.too_large", { bytes, max: MAX_EVENT_BYTES });
  const parsed = postedEventSchema.safeParse(posted);
  if (!parsed.success) return invalid(typeOf(posted), parsed.error, "");
  const event = parsed.data;
  const info = eventInfo(event.type);
  if (!info) return reject("event.unknown_type", { type: event.type }, "type");
  if (origin === "intake" && info.origin !== "intake") return reject("event.not_allowed", { type: event.type }, "type");
  const props = info.props.safeParse(event.props);
  if (!props.success) return invalid(event.type, props.error, "props");
  const at = parseInstant(event.at);
  if (at === undefined) {
    return reject("event.invalid", { type: event.type, path: "at", problem: "no such instant" }, "at");
  }
  if (at > received + MAX_FUTURE_MS) return reject("event.future", { at: formatInstant("UTC", at) }, "at");
  // The catalogue's schemas keep unknown properties and give back an object.
  return {
    status: "ok",
    event: { ...event, props: props.data as PostedEvent["props"] },
    at,
    dedupe: keysOf(event, received),
  }; // see above
}

export function reject(code: ErrorCode, params: Parameters<typeof errorText>[1], path?: string): Rejection {
  return { status: "rejected", code, message: errorText(code, params), ...(path === undefined ? {} : { path }) };
}

function invalid(type: string, error: z.ZodError, prefix: string): Rejection {
  const [issue] = error.issues;
  const path = [...(prefix === "" ? [] : [prefix]), ...(issue?.path ?? []).map(String)].join(".");
  return reject("event.invalid", { type, path, problem: issue?.message ?? "not valid" }, path);
}

/** One event of a source counts once for 400 days; an order of a kind, or a refund, once for ever (FLOW-FORMAT §4.5). */
function keysOf({ source, id, type, props }: PostedEvent, received: number): DedupeKey[] {
  const keys: DedupeKey[] = [{ key: `${source}/${id}`, until: received + DEDUPE_MS }];
  const { orderId, refundId } = props;
  if (type.startsWith("order.") && typeof orderId === "string") {
    keys.push({ key: typeof refundId === "string" ? `${type}/${orderId}/${refundId}` : `${type}/${orderId}` });
  }
  return keys;
}

function byteLength(posted: unknown): number {
  try {
    return Buffer.byteLength(JSON.stringify(posted) ?? "");
  } catch {
    return 0; // no JSON at all: the schema says what is wrong
  }
}

function typeOf(posted: unknown): string {
  const type = typeof posted === "object" && posted !== null && "type" in posted ? posted.type : undefined;
  return typeof type === "string" ? type : "?";
}
