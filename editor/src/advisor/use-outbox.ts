import type { WireSession } from "@sopflow/schemas";
import { useContext, useEffect, useState, useSyncExternalStore } from "react";
import { useApi } from "../api/api-context.js";
import { finishPromise } from "../api/desk-calls.js";
import { sendTaskAct } from "../api/task-calls.js";
import { FetchCacheContext } from "../api/use-fetched.js";
import { Outbox } from "./outbox/outbox.js";
import type { OutboxEntry } from "./outbox/outbox-entry.js";

/** The server writes what came of a result a moment after it has taken it, ms. */
const APPLIED_AFTER_MS = 1_500;

const byTimeout = (delayMs: number, run: () => void) => {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
};

/** The outbox of the signed-in user on this page. It sends when its time has come, and everything when the page is left. */
export function useOutbox(session: WireSession): { outbox: Outbox; entries: readonly OutboxEntry[] } {
  const api = useApi();
  const cache = useContext(FetchCacheContext);
  const [outbox] = useState(
    () =>
      new Outbox({
        userId: session.userId,
        storage: localStorage,
        now: Date.now,
        schedule: byTimeout,
        newKey: () => globalThis.crypto?.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`,
        send: ({ taskId, act, key }, leaving) => {
          const options = { idempotencyKey: key, ...(leaving && { keepalive: true }) };
          return act.kind === "promise" ? finishPromise(api, taskId, options) : sendTaskAct(api, taskId, act, options);
        },
        onSent: ({ act }) =>
          setTimeout(() => cache.invalidate(act.kind === "promise" ? "promises" : "tasks"), APPLIED_AFTER_MS),
      }),
  );
  useEffect(() => {
    const leave = () => outbox.leave();
    const turn = () => (document.visibilityState === "hidden" ? outbox.leave() : void outbox.sendNow());
    const online = () => void outbox.sendNow();
    window.addEventListener("pagehide", leave);
    window.addEventListener("online", online);
    document.addEventListener("visibilitychange", turn);
    return () => {
      window.removeEventListener("pagehide", leave);
      window.removeEventListener("online", online);
      document.removeEventListener("visibilitychange", turn);
    };
  }, [outbox]);
  // Another session of the same user: somebody signed in again, and what waited for that can go.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the session is the occasion, not an ingredient
  useEffect(() => void outbox.sendNow(), [outbox, session]);
  return { outbox, entries: useSyncExternalStore(outbox.subscribe, outbox.snapshot) };
}
