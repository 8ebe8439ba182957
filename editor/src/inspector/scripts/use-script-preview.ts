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
    // Reading a customer's data as the engine does comes with the first customer.
    queryFn: async () => {
      const [customer, { previewFacts }] = await Promise.all([
        loadPreviewCustomer(api, id),
        import("./preview-facts.js"),
      ]);
      return { customer, previewFacts };
    },
    enabled: id !== "",
    staleTime: FRESH_MS,
    retry: false,
  });
  return useMemo((): Preview => {
    const sample = { ...samplePreview(now), choose };
    if (chosen === undefined) return sample;
    if (!loaded.data) return { ...sample, waiting: loaded.isError ? "failed" : "loading" };
    const { customer, previewFacts } = loaded.data;
    const { advisorId, ...seen } = previewFacts(customer, { flowId, now, zone });
    const advisor = advisors.find((one) => one.value === advisorId);
    return { ...seen, choose, customerName: chosen.name, advisorName: advisor?.label ?? sample.advisorName };
  }, [advisors, chosen, flowId, loaded.data, loaded.isError, now, zone]);
}
