import type { CustomerView } from "@sopflow/schemas";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useApi } from "../../api/api-context.js";
import { changeTags } from "../../api/customer-calls.js";
import { CUSTOMERS_TEXTS } from "../../i18n/customers-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { failureWords } from "../../ui/failure-notice.js";
import { useToasts } from "../../ui/toasts.js";

type Change = "add" | "remove";

/** Changes are applied a moment after they are taken; so often it is looked whether they are there, ms. */
const LOOK_MS = 700;

/**
 * Putting tags on a customer and taking them off. What is not yet seen on the customer is shown as under way; a change
 * that was not taken is said and forgotten.
 */
export function useTagChanges({ id, tags }: Pick<CustomerView, "id" | "tags">) {
  const t = useTexts(CUSTOMERS_TEXTS);
  const api = useApi();
  const queries = useQueryClient();
  const toasts = useToasts();
  const [asked, setAsked] = useState<ReadonlyMap<string, Change>>(new Map());
  const waiting = [...asked].filter(([tag, change]) => tags.includes(tag) !== (change === "add"));
  const isWaiting = waiting.length > 0;
  const forget = (tag: string) => setAsked((before) => new Map([...before].filter(([other]) => other !== tag)));
  const send = useMutation({
    mutationFn: ({ tag, change }: { tag: string; change: Change }) => changeTags(api, id, { [change]: [tag] }),
    onError: (error, { tag }) => {
      forget(tag);
      toasts.fail(failureWords(error, t("tags.failed")));
    },
  });
  useEffect(() => {
    if (!isWaiting) return undefined;
    const timer = setInterval(() => void queries.invalidateQueries({ queryKey: ["customer", id] }), LOOK_MS);
    return () => {
      clearInterval(timer);
      void queries.invalidateQueries({ queryKey: ["timeline", id] });
    };
  }, [isWaiting, queries, id]);
  const change = (tag: string, kind: Change) => {
    setAsked((before) => new Map(before).set(tag, kind));
    send.mutate({ tag, change: kind });
  };
  return {
    adding: waiting.filter(([, kind]) => kind === "add").map(([tag]) => tag),
    removing: waiting.filter(([, kind]) => kind === "remove").map(([tag]) => tag),
    add: (tag: string) => change(tag, "add"),
    remove: (tag: string) => change(tag, "remove"),
  };
}
