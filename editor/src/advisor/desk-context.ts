import type { Reminder, Task } from "@sopflow/schemas";
import { createContext, useContext } from "react";
import type { Sendable } from "./chat-messages.js";
import type { Outbox } from "./outbox/outbox.js";
import type { OutboxEntry } from "./outbox/outbox-entry.js";

/** What can be done with a task from its card. */
export type TaskIntent = "done" | "skip" | "postpone";
/** Why the question for the outcome opened by itself. */
export type SheetOccasion = "returned" | "sent";

/** What the main button of a task does: into the chat at once, on the clipboard and to the chat, or on the clipboard. */
export type ScriptUse = "send" | "copyOpen" | "copy";

/** What the cards need of the page around them. */
export interface Desk {
  readonly now: number;
  /** The brand's zone. */
  readonly zone: string;
  /** May act on tasks; otherwise they are only shown. */
  readonly canAct: boolean;
  readonly scriptUse: (task: Task) => ScriptUse;
  readonly applyScript: (task: Task, text: string) => Promise<void>;
  /** Into the chat where the page stands beside one, else on the clipboard. */
  readonly share: (what: { readonly text: string; readonly material?: Sendable }) => Promise<void>;
  readonly copy: (text: string) => void;
  /** `hasOthers`: the same visit may have done more that is on its card, so it is asked about. */
  readonly intend: (task: Task, intent: TaskIntent, hasOthers?: boolean) => void;
  readonly keepPromise: (promise: Reminder) => void;
  /** Asks for another time, or whether it is off. */
  readonly changePromise: (promise: Reminder) => void;
  /** What was done and the server may not have yet. */
  readonly outbox: Outbox;
  readonly entries: readonly OutboxEntry[];
  /** Undefined outside of WeCom, where no chat can be opened. */
  readonly openChat: ((customerId: string) => Promise<void>) | undefined;
  /** The customer in whose chat the page stands. */
  readonly besideCustomer: string | undefined;
  readonly pickScript: (use: (text: string) => void) => void;
  readonly saveScript: (title: string, text: string) => Promise<void>;
  readonly preview: (image: { readonly title: string; readonly url: string }) => void;
}

export const DeskContext = createContext<Desk | undefined>(undefined);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error("useDesk needs the advisor's page above it");
  return desk;
}
