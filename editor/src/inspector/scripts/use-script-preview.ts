import { customerFacts, customerForPreview, nowFacts } from "@sopflow/engine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useApi } from "../../api/api-context.js";
import { loadPreviewCustomer } from "../../api/customer-calls.js";
import { useDocument } from "../../editing/editor-session.js";
import { useBrand } from "../brand-context.js";
import { type Preview, samplePreview } from "./preview-context.js";

const FRESH_MS = 60_000;

/** For whom scripts are shown filled in: somebody made up, until a real customer is chosen. */
export function useScriptPreview(flowId: string): Preview {
  const api = useApi();
  const { advisors } = useBrand();
  const zone = useDocument((state) => state.flow.settings.timezone);
  const [now] = useState(() => Date.now());
  const [chosen, choose] = useState<{ readonly id: string; readonly name: string }>();
  const id = chosen?.id ?? "";
  const loaded = useQuery({
    queryKey: ["customer", id, "preview"],
    queryFn: () => loadPreviewCustomer(api, id),
    enabled: id !== "",
    staleTime: FRESH_MS,
    retry: false,
  });
  return useMemo((): Preview => {
    const sample = { ...samplePreview(now), choose };
    if (chosen === undefined) return sample;
    if (!loaded.data) return { ...sample, waiting: loaded.isError ? "failed" : "loading" };
    const { customer } = customerForPreview(loaded.data, flowId);
    const at = Math.max(now, customer.clock);
    const advisor = advisors.find((one) => one.value === customer.advisorId);
    return {
      at,
      choose,
      customerName: chosen.name,
      advisorName: advisor?.label ?? sample.advisorName,
      facts: {
        customer: customerFacts(customer, at, zone),
        enrollment: { flowId, version: 1, enteredAt: at, entry: {} },
        now: nowFacts(at, zone),
      },
    };
  }, [advisors, chosen, flowId, loaded.data, loaded.isError, now, zone]);
}
