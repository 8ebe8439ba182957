import type { Task } from "@sopflow/schemas";
import { useContext } from "react";
import { useApi } from "../api/api-context.js";
import { openTask } from "../api/task-calls.js";
import { FetchCacheContext } from "../api/use-fetched.js";
import { useLocale, useTexts } from "../i18n/locale-context.js";
import { UI_TEXTS } from "../i18n/ui-texts.js";
import { mayWork, useSession } from "../session/session-context.js";
import { useToasts } from "../ui/toasts.js";
import { copyText } from "./copy-text.js";
import type { Desk, ScriptUse } from "./desk-context.js";
import { focusNextTask } from "./focus-next-task.js";
import type { Outbox, OutboxSubject } from "./outbox/outbox.js";
import type { DeskAct, OutboxEntry } from "./outbox/outbox-entry.js";
import type { Overlay } from "./overlay.js";
import { keepSent, wasSent } from "./sent-tasks.js";
import type { WecomBridge } from "./wecom-bridge.js";

interface DeskParts {
  readonly now: number;
  readonly outbox: Outbox;
  readonly entries: readonly OutboxEntry[];
  readonly bridge: WecomBridge | undefined;
  readonly besideCustomer: string | undefined;
  readonly show: (overlay: Overlay | undefined) => void;
  /** What is loaded after the list: what takes part in sending, opening chats and keeping scripts. */
  readonly loadWork: () => Promise<typeof import("./desk-work.js")>;
  /** A script went to the clipboard: whoever comes back is asked how it went. */
  readonly copied: (taskId: string) => void;
  readonly clearCopied: () => void;
}

/** What an advisor can do from any of the pages, and `act`, by which sheets report what came of a task. */
export function useDesk(parts: DeskParts) {
  const { now, outbox, entries, bridge, besideCustomer, show, loadWork, copied, clearCopied } = parts;
  const locale = useLocale();
  const ui = useTexts(UI_TEXTS);
  const api = useApi();
  const cache = useContext(FetchCacheContext);
  const toasts = useToasts();
  const session = useSession();
  const work = { api, cache, toasts, locale };
  const sayFailed = () => toasts.fail(ui("failed"));

  const act = (...all: (readonly [about: OutboxSubject, what: DeskAct])[]) => {
    show(undefined);
    clearCopied();
    focusNextTask(all.map(([{ id }]) => id));
    for (const [about, what] of all) outbox.add(about, what);
  };
  const complete = (task: Task) =>
    act([task, { kind: "complete", body: { evidence: wasSent(task.id) ? "sidebar" : "own_word" } }]);

  // Phones give the clipboard only at once after the press: nothing is loaded in between.
  const copy = async (text: string): Promise<boolean> => {
    const isCopied = await (bridge ? bridge.copy(text) : copyText(text));
    if (isCopied) toasts.say(ui("copied"));
    else toasts.fail(ui("copyFailed"));
    return isCopied;
  };
  const scriptUse = ({ channel, scope, customerId }: Task): ScriptUse => {
    if (!bridge || channel !== "chat" || scope !== "customer") return "copy";
    return bridge.place === "side_bar" && customerId === besideCustomer ? "send" : "copyOpen";
  };
  const openChat = bridge && ((id: string) => loadWork().then((m) => m.openChatWith(work, bridge, id), sayFailed));

  const sendTask = async (to: WecomBridge, task: Task, text: string) => {
    const along = task.materials.map((one, material) => ({ ...one, from: { taskId: task.id, material } }));
    if (!(await (await loadWork()).sendToChat(work, to, text, along))) return;
    keepSent(task.id);
    if (task.outcomes.length === 0) complete(task);
    else show({ kind: "task", sheet: { task, intent: "done", occasion: "sent" } });
  };

  const desk: Desk = {
    now,
    zone: session.brand.timezone,
    canAct: mayWork(session),
    besideCustomer,
    scriptUse,
    openChat,
    copy: (text) => void copy(text),
    applyScript: async (task, text) => {
      // Only a report that it was looked at: the flow asks its condition again. Nothing here waits for it.
      openTask(api, task.id).catch(() => undefined);
      const use = scriptUse(task);
      if (use === "send" && bridge) return sendTask(bridge, task, text).catch(sayFailed);
      if (!(await copy(text))) return;
      copied(task.id);
      if (use === "copyOpen") await openChat?.(task.customerId);
    },
    share: async ({ text, material }) => {
      if (bridge?.place === "side_bar" && besideCustomer !== undefined) {
        await loadWork().then((m) => m.sendToChat(work, bridge, text, material ? [material] : []), sayFailed);
      } else await copy([text, material?.url].filter(Boolean).join("\n"));
    },
    intend: (task, intent, hasOthers) => {
      // Nothing to choose: done with one press, and five seconds to take it back.
      if (intent === "done" && task.outcomes.length === 0 && !hasOthers) complete(task);
      else show({ kind: "task", sheet: { task, intent } });
    },
    keepPromise: ({ id, text, customerId }) => act([{ id, title: text, customerId }, { kind: "promise" }]),
    changePromise: (promise) => show({ kind: "promise", promise }),
    outbox,
    entries,
    pickScript: (use) => show({ kind: "library", use }),
    preview: (image) => show({ kind: "image", image }),
    saveScript: (title, text) => loadWork().then((m) => m.saveOwnScript(outbox, title, text), sayFailed),
  };
  return { desk, act };
}
