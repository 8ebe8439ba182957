import { useQuery } from "@tanstack/react-query";
import { useApi } from "../api/api-context.js";
import { loadAdvisors, loadProducts } from "../api/brand-calls.js";
import { loadFlows } from "../api/flow-calls.js";
import { useSession } from "../session/session-context.js";

const FRESH_MS = 60_000;

/** Names of advisors, flows and products by their ids; an id that nobody knows is its own name. */
export function useBrandNames() {
  const api = useApi();
  const { role } = useSession();
  const advisors = useQuery({ queryKey: ["advisors"], queryFn: () => loadAdvisors(api), staleTime: FRESH_MS });
  const products = useQuery({ queryKey: ["products"], queryFn: () => loadProducts(api), staleTime: FRESH_MS });
  // Advisors may not read flows.
  const flows = useQuery({ queryKey: ["flows"], queryFn: () => loadFlows(api), enabled: role !== "advisor" });
  return {
    advisors: advisors.data?.items ?? [],
    flows: flows.data?.items ?? [],
    advisorName: (id: string) => advisors.data?.items.find((a) => a.id === id)?.name ?? id,
    flowName: (id: string) => flows.data?.items.find((f) => f.flowId === id)?.name ?? id,
    productName: (sku: string) => products.data?.items.find((p) => p.sku === sku)?.name ?? sku,
  };
}
