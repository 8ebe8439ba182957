import type { CustomerView } from "@sopflow/schemas";
import { useContext, useEffect, useState } from "react";
import { useApi } from "../../api/api-context.js";
import { changeTags } from "../../api/customer-calls.js";
import { FetchCacheContext } from "../../api/use-fetched.js";
import { useTexts } from "../../i18n/locale-context.js";
import { UI_TEXTS } from "../../i18n/ui-texts.js";
import { failureWords } from "../../ui/failure-notice.js";
import { useToasts } from "../../ui/toasts.js";

type Change = "add" | "remove";

/** A change is on the customer a moment after it was taken; so often it is looked for, ms. */
const LOOK_MS = 900;

/** The customer's tags with what was just put on and taken off, which is shown at once and settled by the server. */
export function useTagChanges({ id, tags }: Pick<CustomerView, "id" | "tags">) {
  const ui = useTexts(UI_TEXTS);
  const api = useApi();
  const cache = useContext(FetchCacheContext);
  const toasts = useToasts();
  const [asked, setAsked] = useState<ReadonlyMap<string, Change>>(new Map());
  const waiting = [...asked].filter(([tag, change]) => tags.includes(tag) !== (change === "add"));
  const isWaiting = waiting.length > 0;
  useEffect(() => {
    if (!isWaiting) return undefined;
    const timer = setInterval(() => cache.invalidate(`customer ${id}`), LOOK_MS);
    return () => clearInterval(timer);
  }, [isWaiting, cache, id]);

  const change = async (tag: string, kind: Change) => {
    setAsked((before) => new Map(before).set(tag, kind));
    try {
      await changeTags(api, id, { [kind]: [tag] });
    } catch (error) {
      setAsked((before) => new Map([...before].filter(([other]) => other !== tag)));
      toasts.fail(failureWords(error, ui("failed")));
    }
  };
  const removing = waiting.filter(([, kind]) => kind === "remove").map(([tag]) => tag);
  const adding = waiting.filter(([, kind]) => kind === "add").map(([tag]) => tag);
  return {
    shown: [...tags.filter((tag) => !removing.includes(tag)), ...adding],
    adding,
    add: (tag: string) => void change(tag, "add"),
    remove: (tag: string) => void change(tag, "remove"),
  };
}
