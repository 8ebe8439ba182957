import type { CustomerView } from "@sopflow/schemas";
import { useContext, useEffect } from "react";
import { FetchCacheContext } from "../../api/use-fetched.js";
import { useDesk } from "../desk-context.js";
import { changeTag } from "../outbox/desk-changes.js";
import type { OutboxEntry } from "../outbox/outbox-entry.js";

type Change = "add" | "remove";

/** A change is on the customer a moment after it was taken; so often it is looked for, ms. */
const LOOK_MS = 900;

/** What an advisor wants of each tag, the newest word of each. */
function wishesOf(entries: readonly OutboxEntry[], customerId: string): Map<string, Change> {
  const wishes = new Map<string, Change>();
  for (const { act, state, title, customerId: whose } of entries) {
    if (whose !== customerId || state === "refused") continue;
    if (act.kind === "tag.add") wishes.set(title, "add");
    if (act.kind === "tag.remove") wishes.set(title, "remove");
  }
  return wishes;
}

/** The customer's tags with what was just put on and taken off, which is shown at once and settled by the server. */
export function useTagChanges({ id, tags }: Pick<CustomerView, "id" | "tags">) {
  const cache = useContext(FetchCacheContext);
  const { outbox, entries } = useDesk();
  const wishes = [...wishesOf(entries, id)].filter(([tag, change]) => tags.includes(tag) !== (change === "add"));
  const isTaken = entries.some(({ act, state, customerId, title }) => {
    const isTag = act.kind === "tag.add" || act.kind === "tag.remove";
    return isTag && state === "sent" && customerId === id && wishes.some(([tag]) => tag === title);
  });
  useEffect(() => {
    if (!isTaken) return undefined;
    const timer = setInterval(() => cache.invalidate(`customer ${id}`), LOOK_MS);
    return () => clearInterval(timer);
  }, [isTaken, cache, id]);

  // Nothing to undo: the opposite is one press away.
  const change = (tag: string, kind: Change) =>
    outbox.add({ id: `${id}/${tag}`, title: tag, customerId: id }, changeTag(id, tag, kind), 0);
  const removing = wishes.filter(([, kind]) => kind === "remove").map(([tag]) => tag);
  const adding = wishes.filter(([, kind]) => kind === "add").map(([tag]) => tag);
  return {
    shown: [...tags.filter((tag) => !removing.includes(tag)), ...adding],
    adding,
    add: (tag: string) => void change(tag, "add"),
    remove: (tag: string) => void change(tag, "remove"),
  };
}
