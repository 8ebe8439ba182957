import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useApi } from "../../api/api-context.js";
import { loadStartable, startFlow } from "../../api/start-calls.js";
import { CUSTOMERS_TEXTS } from "../../i18n/customers-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { mayWork, useSession } from "../../session/session-context.js";
import { Button } from "../../ui/button.js";
import { failureWords } from "../../ui/failure-notice.js";
import { Select } from "../../ui/field.js";
import { useToasts } from "../../ui/toasts.js";

const FRESH_MS = 60_000;
/** The worker lets the customer in a moment after the request is on record. */
const ENTERED_AFTER_MS = 1_500;

/** Puts the customer into a flow that begins by hand. Shows nothing where no flow does. */
export function StartFlow({ customerId }: { readonly customerId: string }) {
  const t = useTexts(CUSTOMERS_TEXTS);
  const api = useApi();
  const toasts = useToasts();
  const client = useQueryClient();
  const isOurs = mayWork(useSession());
  const [flowId, setFlowId] = useState("");
  const startable = useQuery({
    queryKey: ["startable-flows"],
    queryFn: () => loadStartable(api),
    staleTime: FRESH_MS,
    enabled: isOurs,
  });
  const flows = startable.data?.items ?? [];
  const chosen = flows.find((flow) => flow.flowId === flowId);
  const start = useMutation({
    mutationFn: (id: string) => startFlow(api, id, [customerId]),
    onSuccess: () => {
      toasts.say(t("start.done", { flow: chosen?.name ?? "" }));
      setFlowId("");
      setTimeout(() => void client.invalidateQueries({ queryKey: ["customer", customerId] }), ENTERED_AFTER_MS);
    },
    onError: (error) => toasts.fail(failureWords(error, t("start.failed"))),
  });
  if (!isOurs || flows.length === 0) return null;
  return (
    <div className="start-flow">
      <Select aria-label={t("start.choose")} value={flowId} onChange={(event) => setFlowId(event.target.value)}>
        <option value="">{t("start.choose")}</option>
        {flows.map((flow) => (
          <option key={flow.flowId} value={flow.flowId}>
            {flow.name}
          </option>
        ))}
      </Select>
      <Button disabled={!chosen} busy={start.isPending} onClick={() => start.mutate(flowId)}>
        {t("start.start")}
      </Button>
    </div>
  );
}
