import type { AnalysisOptions } from "@sopflow/engine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useApi } from "../api/api-context.js";
import { loadAdvisors, loadProducts, loadSettings, loadTaxonomy } from "../api/brand-calls.js";
import { loadFlows } from "../api/flow-calls.js";
import { loadSecrets } from "../api/secret-calls.js";
import type { CheckOptions } from "../document/import-flow.js";
import { type Brand, NO_BRAND } from "../inspector/brand-context.js";
import { mayDesign, useSession } from "../session/session-context.js";

const FRESH_MS = 60_000;

export interface EditorBrand {
  readonly brand: Brand;
  /** What the engine's check may know of the brand: the same as the server's. What could not be read is not checked. */
  readonly check: CheckOptions;
  /** What the flow's analysis may know of it. Other flows are known to the server alone. */
  readonly analysis: AnalysisOptions;
}

/** The brand's data that forms offer and checks know; undefined until each part was read or could not be. */
export function useEditorBrand(): EditorBrand | undefined {
  const api = useApi();
  const settings = useQuery({ queryKey: ["settings"], queryFn: () => loadSettings(api), staleTime: FRESH_MS });
  const taxonomy = useQuery({ queryKey: ["taxonomy"], queryFn: () => loadTaxonomy(api), staleTime: FRESH_MS });
  const products = useQuery({ queryKey: ["products"], queryFn: () => loadProducts(api), staleTime: FRESH_MS });
  const advisors = useQuery({ queryKey: ["advisors"], queryFn: () => loadAdvisors(api), staleTime: FRESH_MS });
  const flows = useQuery({ queryKey: ["flows"], queryFn: () => loadFlows(api), staleTime: FRESH_MS });
  const session = useSession();
  // A name is no secret, but only who may design flows is told of them.
  const secrets = useQuery({
    queryKey: ["webhook-secrets"],
    queryFn: () => loadSecrets(api),
    staleTime: FRESH_MS,
    enabled: mayDesign(session),
  });
  const isPending = [settings, taxonomy, products, advisors, flows].some((query) => query.isPending);
  const found = useMemo((): EditorBrand => {
    const attributes = settings.data?.data.attributes;
    const people = advisors.data?.items;
    const known = flows.data?.items;
    // Every brand has the default pool, with nobody in it too.
    const active = people?.filter((one) => one.active);
    const pools = active && [...new Set(["default", ...active.flatMap((one) => one.pools)])];
    return {
      brand: {
        attributes: attributes ?? NO_BRAND.attributes,
        products: (products.data?.items ?? [])
          .filter((one) => !one.archived)
          .map(({ sku, name }) => ({ value: sku, label: name })),
        advisors: (people ?? []).map(({ id, name }) => ({ value: id, label: name })),
        pools: pools ?? [],
        tags: [...new Set((taxonomy.data?.data.groups ?? []).flatMap((group) => group.tags))],
        flows: (known ?? []).map(({ flowId, name }) => ({ value: flowId, label: name })),
      },
      check: {
        ...(attributes && { attributes }),
        ...(settings.data && { webhookHosts: settings.data.data.webhooks.allowedHosts }),
        ...(secrets.data && { webhookSecrets: new Set(secrets.data.items.map(({ name }) => name)) }),
        ...(known && { flowIds: new Set(known.map((one) => one.flowId)) }),
        ...(active && { advisorIds: new Set(active.map((one) => one.id)), pools: new Set(pools) }),
      },
      analysis: {
        ...(settings.data && { contactPolicy: settings.data.data.contactPolicy }),
        ...(taxonomy.data && { taxonomy: taxonomy.data.data }),
      },
    };
  }, [settings.data, taxonomy.data, products.data, advisors.data, flows.data, secrets.data]);
  return isPending ? undefined : found;
}
