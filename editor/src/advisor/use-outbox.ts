import type { WireSession } from "@sopflow/schemas";
import { useContext, useEffect, useState, useSyncExternalStore } from "react";
import { useApi } from "../api/api-context.js";
import { finishPromise } from "../api/desk-calls.js";
import { sendTaskAct } from "../api/task-calls.js";
import { FetchCacheContext } from "../api/use-fetched.js";
import { newKey } from "./outbox/new-key.js";
import { Outbox } from "./outbox/outbox.js";
import { listOf, type OutboxEntry } from "./outbox/outbox-entry.js";

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
        newKey,
        send: ({ taskId, act, key, madeAt }, leaving) => {
          const options = { idempotencyKey: key, ...(leaving && { keepalive: true }) };
          if ("path" in act) return api.call(act.method, act.path, { ...options, body: act.body });
          if (act.kind === "promise") return finishPromise(api, taskId, options);
          return sendTaskAct(api, taskId, act, madeAt, options);
        },
        onSent: (entry) => setTimeout(() => cache.invalidate(listOf(entry)), APPLIED_AFTER_MS),
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
