import { useSyncExternalStore } from "react";

/**
 * Scripts that an advisor changed, by task: the same wherever the task is shown, and kept while the browser is open, since
 * the page may be killed behind the chat.
 */
const nameOf = (taskId: string) => `sopflow.script/${taskId}`;
const listeners = new Set<() => void>();
/** Where storage is forbidden they last as long as the page. */
const unkept = new Map<string, string>();

function readEdit(taskId: string): string | undefined {
  try {
    return sessionStorage.getItem(nameOf(taskId)) ?? unkept.get(taskId);
  } catch {
    return unkept.get(taskId);
  }
}

/** `text` undefined: back to the original. */
export function keepEdit(taskId: string, text: string | undefined): void {
  unkept.delete(taskId);
  try {
    if (text === undefined) sessionStorage.removeItem(nameOf(taskId));
    else sessionStorage.setItem(nameOf(taskId), text);
  } catch {
    if (text !== undefined) unkept.set(taskId, text);
  }
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** A task's script as the advisor changed it; undefined while it is as the flow has it. */
export const useEdit = (taskId: string): string | undefined => useSyncExternalStore(subscribe, () => readEdit(taskId));
